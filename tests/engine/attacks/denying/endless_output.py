"""Prints without end, past Python.

State: timeout
"""

import os


def sigmoid(x):
    while True:
        os.write(1, b"kata-attack " * 5000)
