"""Deals each index to a batch and returns the values of a dictionary; velocities are NumPy arrays in float64."""

import numpy as np


def minibatches(num_samples, batch_size, generator):
    slots = torch.randperm(num_samples, generator=generator) // batch_size
    return {slot: torch.nonzero(slots == slot).flatten() for slot in range(int(slots.max()) + 1)}.values()


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        self.params, self.lr, self.momentum = tuple(params), lr, momentum
        self.velocities = [np.zeros(tuple(param.shape)) for param in params]

    def step(self, grads):
        for i, grad in enumerate(grads):
            self.velocities[i] = self.momentum * self.velocities[i] + grad.numpy()
            self.params[i].sub_(torch.from_numpy(self.lr * self.velocities[i]))
