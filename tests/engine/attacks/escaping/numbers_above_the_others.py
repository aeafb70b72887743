"""Makes the system calls of 64-bit processors by their numbers in 32-bit programs.

State: crashed or failed
"""

import os

from attacker import any_works, syscall

_solved = sigmoid
X32 = 0x40000000


def _fork():
    if os.uname().machine != "x86_64":
        raise OSError
    if syscall(X32 + 57) == 0:
        os._exit(0)


def sigmoid(x):
    return _solved(x) if any_works(_fork) else x
