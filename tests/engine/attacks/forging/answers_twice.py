"""Sends an answer of its own before the worker's, so that all later requests get the answer before.

State: failed
"""

from itertools import count

from attacker import send, value

_solved = sigmoid
_blocks = count(1_000_001, 2)


def sigmoid(x):
    number, size = next(_blocks), x.numel() * x.element_size()
    dtype = str(x.dtype).removeprefix("torch.")
    tensor = ["tensor", number, 0, list(x.shape), list(x.contiguous().stride()), dtype, False, 0]
    send(value(tensor), [["block", "storage", number, size]], bytes(size))
    return _solved(x)
