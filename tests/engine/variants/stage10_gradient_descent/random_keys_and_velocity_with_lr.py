"""Sorts random keys; keeps lr in the velocity, which is added to the parameter."""


def minibatches(num_samples, batch_size, generator):
    left = torch.rand(num_samples, dtype=torch.float64, generator=generator).argsort()
    while len(left):
        yield left[:batch_size]
        left = left[batch_size:]


class SGD(SGD):
    def step(self, grads):
        for i, grad in enumerate(grads):
            self.velocities[i] = self.momentum * self.velocities[i] - self.lr * grad
            self.params[i].add_(self.velocities[i])
