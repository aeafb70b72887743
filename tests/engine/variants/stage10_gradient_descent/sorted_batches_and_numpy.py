"""Sorts the indices inside each batch; moves the parameters through NumPy."""

import numpy as np


def minibatches(num_samples, batch_size, generator):
    for part in torch.randperm(num_samples, generator=generator).split(batch_size):
        yield part.sort().values


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            param_array, array = param.numpy(), velocity.numpy()
            array[...] = self.momentum * array + grad.numpy()
            param_array -= np.asarray(self.lr, param_array.dtype) * array
