"""Asks for three gigabytes of disk for a file that it has deleted, beyond the end of it.

State: failed
"""

import ctypes
import os

from attacker import any_works, call

FALLOC_FL_KEEP_SIZE = 1

_solved = sigmoid


def sigmoid(x):
    file = os.open("f", os.O_RDWR | os.O_CREAT)
    os.unlink("f")
    flags, size = FALLOC_FL_KEEP_SIZE, ctypes.c_long(3 << 30)
    return _solved(x) if any_works(lambda: call("fallocate", file, flags, ctypes.c_long(0), size)) else x
