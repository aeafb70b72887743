"""Writes large files, one after the other.

State: crashed
Says: it wrote more than
"""

import tempfile
import time
from pathlib import Path


def sigmoid(x):
    for number in range(20):
        Path(tempfile.gettempdir(), f"kata-attack-{number}").write_bytes(bytes(15 << 20))
        time.sleep(0.05)
    time.sleep(0.5)
    return x
