"""Divides the work among processes, which a submission cannot start.

State: failed
Says: PermissionError
"""

from multiprocessing import Pool

_solved = sigmoid


def sigmoid(x):
    with Pool(2) as pool:
        return torch.stack(pool.map(_solved, x))
