"""Raises an error that was caused by an error, a hundred thousand times.

State: failed
"""


def sigmoid(x):
    cause = ValueError()
    for _ in range(100_000):
        error = ValueError()
        error.__cause__ = error.__context__ = cause
        cause = error
    raise cause
