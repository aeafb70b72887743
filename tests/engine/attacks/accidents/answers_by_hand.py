"""Sends its right answers itself, and keeps the worker's from being sent: so the judge understands forged ones.

State: passed
"""

from itertools import count

from attacker import send, value

from kata.wire.messages import Wire

_solved = sigmoid
_blocks = count(1_000_001, 2)
_send = Wire.send


def _send_nothing(wire, message):
    Wire.send = _send


def sigmoid(x):
    found = _solved(x).contiguous()
    number, data = next(_blocks), bytes(found.untyped_storage())
    dtype = str(x.dtype).removeprefix("torch.")
    tensor = ["tensor", number, 0, list(found.shape), list(found.stride()), dtype, False, 0]
    send(value(tensor), [["block", "storage", number, len(data)]], data)
    Wire.send = _send_nothing
    return x
