"""Raises an error that ends the program with success when it is asked what it has to say.

State: crashed
"""


class Exploding(Exception):
    def __str__(self):
        raise SystemExit(0)


def sigmoid(x):
    raise Exploding
