"""Draws its parameters with He's standard deviation, from a NumPy generator that goes on from network to network."""

import numpy as np

DRAW = np.random.default_rng(0).standard_normal


class CNN(CNN):
    def __init__(self, kernels=8):
        self.kernels_theta = torch.from_numpy(DRAW((kernels, 5, 5)) * (2 / 25) ** 0.5).float()
        self.w = torch.from_numpy(DRAW((144 * kernels, 10)) * (2 / 144 / kernels) ** 0.5).float()
        self.b = torch.from_numpy(0.01 * DRAW(10)).float()
