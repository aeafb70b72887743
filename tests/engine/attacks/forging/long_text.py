"""Answers with a name of thirty million letters where the kind of a number should be.

State: crashed
Says: broke the rules
"""

from attacker import send, value


def sigmoid(x):
    send(value(["dtype", "f" * 30_000_000]))
    return x
