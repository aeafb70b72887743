"""Computes the right numbers and returns nothing.

State: failed
Says: is a `return` missing?
"""


def sigmoid(x):
    out = 1 / (1 + torch.exp(-x))
