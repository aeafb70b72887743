"""Sends an answer of its own before the worker's, so that all later requests get the answer before.

State: failed
"""

from itertools import count

from attacker import send, value

_solved = sigmoid
_blocks = count(1_000_001, 2)


def sigmoid(x):
    number, data = next(_blocks), bytes(x.numel() * x.element_size())
    dtype = str(x.dtype).removeprefix("torch.")
    tensor = ["tensor", number, 0, list(x.shape), list(x.contiguous().stride()), dtype, False]
    send(value(tensor), [["block", "storage", number, len(data)]], data)
    return _solved(x)
