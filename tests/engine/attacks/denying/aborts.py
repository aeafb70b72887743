"""Ends its process as a failed check in C does.

State: crashed
Says: SIGABRT
"""

import os


def sigmoid(x):
    os.abort()
