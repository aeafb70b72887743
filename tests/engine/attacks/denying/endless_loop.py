"""Loops without end.

State: timeout
"""


def sigmoid(x):
    while True:
        pass
