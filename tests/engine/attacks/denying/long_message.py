"""Raises an error with a message of twenty million letters.

State: failed
"""


def sigmoid(x):
    raise ValueError("\x1b[2Jx" * 4_000_000)
