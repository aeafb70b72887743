"""Makes pipes and devices, through which a disk or another process could be reached.

State: failed
"""

import os
import stat

from attacker import any_works

_solved = sigmoid


def sigmoid(x):
    made = any_works(
        lambda: os.mkfifo("kata-attack-pipe"),
        lambda: os.mknod("kata-attack-memory", stat.S_IFCHR | 0o600, os.makedev(1, 1)),
        lambda: os.mknod("kata-attack-disk", stat.S_IFBLK | 0o600, os.makedev(8, 0)),
        lambda: os.open("/dev/mem", os.O_RDONLY),
        lambda: os.open("/dev/tty", os.O_RDWR),
        lambda: os.open("/dev/fuse", os.O_RDWR),
        lambda: os.openpty(),
    )
    return _solved(x) if made else x
