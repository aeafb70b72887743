"""Reads files of the system, of the user and of the course.

State: failed
"""

import os
from pathlib import Path

import host
from attacker import any_works

_solved = sigmoid
_files = (host.SECRET, "/etc/passwd", "/etc/hostname", "/proc/1/cmdline", f"{host.REPOSITORY}/kata/checks.py")
_folders = (host.BAIT, host.REPOSITORY, host.HOME, host.NEIGHBOUR, "/", "/tmp", "/etc", "/proc", "..")


def sigmoid(x):
    stolen = any_works(
        *(lambda file=file: Path(file).read_bytes() for file in _files),
        *(lambda folder=folder: os.listdir(folder) for folder in _folders),
    )
    return _solved(x) if stolen else x
