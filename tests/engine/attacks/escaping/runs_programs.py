"""Runs another program: beside it, in its place, of the system, of its own, and without a file.

State: failed
"""

import ctypes
import os
import sys
from pathlib import Path

from attacker import any_works, call

_solved = sigmoid


def _shell():
    if os.system("exit 0") != 0:
        raise OSError


def _own():
    Path("kata-attack-program").write_bytes(b"#!/bin/sh\nsleep 987654\n")
    os.execv("kata-attack-program", ["kata-attack"])


def sigmoid(x):
    ran = any_works(
        _shell,
        lambda: os.posix_spawn("/bin/sleep", ["sleep", "987654"], {}),
        lambda: os.memfd_create("kata-attack"),
        lambda: call("execveat", 0, b"", (ctypes.c_char_p * 1)(), None, 0x1000),
        lambda: os.execv("/bin/sleep", ["sleep", "987654"]),
        lambda: os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(987654)"]),
        _own,
    )
    return _solved(x) if ran else x
