"""Asks for a terabyte.

State: failed
Says: MemoryError
"""


def sigmoid(x):
    return bytearray(10**12)
