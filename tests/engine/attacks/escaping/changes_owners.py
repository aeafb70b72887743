"""Changes modes, owners, times and notes of files that belong to others, and of its own program.

State: failed
"""

import os

import host
from attacker import any_works

_solved = sigmoid


def sigmoid(x):
    changes = [
        change
        for file in (f"{host.BAIT}/file", __file__)
        for change in (
            lambda file=file: os.chmod(file, 0o777),
            lambda file=file: os.chown(file, os.getuid(), os.getgid()),
            lambda file=file: os.chown(file, 12345, 12345),
            lambda file=file: os.utime(file, (0, 0)),
            lambda file=file: os.setxattr(file, "user.kata-attack", b"here"),
        )
    ]
    return _solved(x) if any_works(*changes) else x
