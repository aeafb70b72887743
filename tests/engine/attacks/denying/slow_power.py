"""Computes a whole number of hundreds of millions of digits in one step.

State: timeout
"""


def sigmoid(x):
    return 7 ** (10**9) % 2
