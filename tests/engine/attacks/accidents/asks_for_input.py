"""Waits for somebody to press a key.

State: failed
Says: EOFError
"""


def sigmoid(x):
    input("press enter to go on")
    return 1 / (1 + torch.exp(-x))
