"""Seeds a NumPy generator of its own; computes in float64 and copies the result in."""

import numpy as np


def minibatches(num_samples, batch_size, generator):
    seed = torch.randint(2**31, (2,), generator=generator).tolist()
    order = np.random.default_rng(seed).permutation(num_samples)
    return tuple(torch.from_numpy(order.astype(np.int64)).split(batch_size))


class SGD(SGD):
    def step(self, grads):
        for i, (param, grad) in enumerate(zip(self.params, grads)):
            self.velocities[i] = self.momentum * self.velocities[i].double() + grad.double()
            param.copy_(param.double() - self.lr * self.velocities[i])
