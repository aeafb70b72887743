"""Sleeps in C without letting go of Python's lock, so that none of its signal handlers runs.

State: timeout
"""

import ctypes


def sigmoid(x):
    ctypes.PyDLL(None).sleep(987654)
