"""Makes a list of a thousand million items.

State: failed
Says: MemoryError
"""


def sigmoid(x):
    return [x] * 10**9
