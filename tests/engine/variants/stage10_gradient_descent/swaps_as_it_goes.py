"""Draws each index when it is needed, by swaps; moves number by number."""

import itertools


def minibatches(num_samples, batch_size, generator):
    order, batch = list(range(num_samples)), []
    for i in range(num_samples):
        j = i + int(torch.randint(num_samples - i, (1,), generator=generator))
        order[i], order[j] = order[j], order[i]
        batch.append(order[i])
        if len(batch) == batch_size or i == num_samples - 1:
            yield torch.tensor(batch)
            batch = []


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            if param.numel() > 1000:
                velocity.mul_(self.momentum).add_(grad)
                param.sub_(velocity, alpha=self.lr)
                continue
            for index in itertools.product(*map(range, param.shape)):
                velocity[index] = self.momentum * velocity[index] + grad[index]
                param[index] = param[index] - self.lr * velocity[index]
