"""Answers with a name of five million letters where the kind of a number should be.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    send(value(["dtype", "f" * 5_000_000]))
    return x
