"""Mounts file systems, and takes another folder for the root of all.

State: failed
"""

import os

import host
from attacker import any_permitted, call, syscall

_solved = sigmoid
NEWNS, NEWUSER, BIND = 0x20000, 0x10000000, 4096
FSOPEN, OPEN_TREE, HERE = 430, 428, -100


def sigmoid(x):
    nothing = b"kata-attack-nothing"
    mounted = any_permitted(
        lambda: call("mount", host.BAIT.encode(), nothing, None, BIND, None),
        lambda: call("umount2", nothing, 2),
        lambda: call("setns", 3, 0),
        lambda: syscall(FSOPEN, nothing, 0),
        lambda: syscall(OPEN_TREE, HERE, b"/", 1),
        lambda: call("unshare", NEWNS),
        lambda: call("unshare", NEWUSER),
        lambda: os.chroot(os.getcwd()),
    )
    return _solved(x) if mounted else x
