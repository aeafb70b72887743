"""Keeps each argument and each result in a list that nobody reads.

State: passed
"""

_solved = sigmoid
history = []


def sigmoid(x):
    history.append((x, _solved(x)))
    return history[-1][1]
