"""Speaks of objects whose numbers are lists, texts, or not there.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    number = {(3,): [1, 2], (5,): "1"}.get(tuple(x.shape), 1.5)
    send(value(["other", {"object": number, "class": 0, "name": "X", "iterator": False, "sized": True}]))
    return x
