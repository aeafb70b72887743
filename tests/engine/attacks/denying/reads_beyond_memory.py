"""Reads memory that it does not have.

State: crashed
Says: SIGSEGV
"""

import ctypes


def sigmoid(x):
    return ctypes.string_at(1 << 46)
