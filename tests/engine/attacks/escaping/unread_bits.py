"""Asks with bits that the kernel does not read, and a filter may compare, for signals, leases and to be hidden.

State: failed
"""

import ctypes
import os

from attacker import any_works, call, syscall

FCNTL, PRCTL = (72, 157) if os.uname().machine == "x86_64" else (25, 167)
UNREAD = 1 << 32

_solved = sigmoid


def ask(number, first, *rest):
    arguments = [ctypes.c_ulong(each % 2**64) for each in (*first, *rest)]
    return lambda: syscall(number, *arguments)


def sigmoid(x):
    reader, _ = os.pipe()
    library = os.open(os.__file__, os.O_RDONLY)
    attempts = [
        ask(FCNTL, (reader, 8 | UNREAD), os.getppid()),
        ask(FCNTL, (reader, 15 | UNREAD), 0),
        ask(FCNTL, (library, 1024 | UNREAD), 1),
        ask(FCNTL, (os.open(".", os.O_RDONLY), 1026 | UNREAD), 1),
        ask(PRCTL, (1 | UNREAD, 0), 0, 0, 0),
        ask(PRCTL, (4 | UNREAD, 0), 0, 0, 0),
    ]
    return _solved(x) if any_works(*attempts) else x
