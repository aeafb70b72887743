"""Divides the work with joblib, which starts processes.

State: failed
"""

from joblib import Parallel, delayed

_solved = sigmoid


def sigmoid(x):
    return torch.stack(Parallel(2)(delayed(_solved)(row) for row in x))
