"""Sends changes of the judge's memory that are longer or shorter than it is, or than it says.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    parts, size = {(3,): (["changed", 4, 800], 800), (5,): (["changed", 4, 20], 8)}.get(
        tuple(x.shape), (["storage", 1_000_001, -8], 8)
    )
    send(value(None), [["block", *parts]], bytes(size))
    return x
