"""Sends states that no random generator can have.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    name, *header = {(3,): ("torch",), (5,): ("numpy", 0, 0.0)}.get(tuple(x.shape), ("python", "gauss"))
    send(value(None), [["random", name, *header, 2500]], b"\xff" * 2500)
    return x
