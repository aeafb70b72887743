"""Writes large files so many folders down that their paths are too long for the system.

State: crashed
Says: it wrote more than
"""

import os
import time
from pathlib import Path

_solved = sigmoid


def sigmoid(x):
    for _ in range(20):
        os.mkdir("kata-attack-" + "x" * 240)
        os.chdir("kata-attack-" + "x" * 240)
    for number in range(10):
        Path(str(number)).write_bytes(bytes(15 << 20))
    time.sleep(0.5)
    return _solved(x)
