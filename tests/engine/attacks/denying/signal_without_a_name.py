"""Ends its process with a signal that Python has no name for.

State: crashed
Says: 40
"""

import os


def sigmoid(x):
    os.kill(os.getpid(), 40)
