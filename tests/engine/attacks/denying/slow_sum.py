"""Adds up a million million numbers inside one call.

State: timeout
"""


def sigmoid(x):
    return sum(range(10**12))
