"""Looks for a secret in the environment of its process.

State: failed
"""

import ctypes
import os

import host

_solved = sigmoid


def sigmoid(x):
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_char_p
    known = host.VARIABLE in os.environ or libc.getenv(host.VARIABLE.encode()) or "HOME" in os.environ
    return _solved(x) if known else x
