"""Returns the right numbers with the axes the other way round, and one axis too many.

State: failed
Says: shape
"""

_solved = sigmoid


def sigmoid(x):
    return _solved(x).T[None]
