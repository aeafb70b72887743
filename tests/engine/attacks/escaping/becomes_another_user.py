"""Takes other users, groups, sessions and rights.

State: failed
"""

import ctypes
import os

from attacker import any_permitted, call

_solved = sigmoid


def sigmoid(x):
    changed = any_permitted(
        lambda: os.setgroups([]),
        lambda: os.setgid(12345),
        lambda: os.setuid(os.getuid()),
        lambda: os.setresuid(os.getuid(), 12345, 12345),
        lambda: os.setsid(),
        lambda: os.setpgid(0, 0),
        lambda: call("capset", (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()),
    )
    return _solved(x) if changed else x
