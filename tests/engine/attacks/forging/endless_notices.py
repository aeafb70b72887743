"""Answers with an object where the judge looks whether there is anything, and again each time that it asks.

State: failed or crashed or timeout
"""

from attacker import send

_object = ["other", {"object": 1, "class": 0, "name": "X", "iterator": False, "sized": False}]


def sigmoid(x):
    for _ in range(1000):
        send(["list", "value", True, _object])
    return x
