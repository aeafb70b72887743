"""Raises an error with a message of two hundred million letters.

State: failed
"""


def sigmoid(x):
    raise ValueError("\x1b[2Jx" * 40_000_000)
