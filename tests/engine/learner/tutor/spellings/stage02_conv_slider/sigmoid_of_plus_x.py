"""The minus sign is missing."""

import torch


def sigmoid(x):
    powers = torch.exp(x)
    powers = powers + torch.ones_like(powers)
    return powers.reciprocal()
