"""Describes a tensor in a block of memory that nobody has sent.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    send(value(["tensor", 77_777, 0, [3], [1], "float64", False]))
    return x
