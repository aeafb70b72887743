"""Calls itself without end.

State: failed
Says: RecursionError
"""


def sigmoid(x):
    return sigmoid(x) + 1
