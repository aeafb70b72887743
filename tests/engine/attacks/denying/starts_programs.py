"""Starts other programs that outlive it.

State: failed
"""

import subprocess
import sys

from attacker import any_works

_solved = sigmoid
_program = "import time; time.sleep(987654)  # kata-attack"


def sigmoid(x):
    started = any_works(
        lambda: subprocess.Popen([sys.executable, "-c", _program], start_new_session=True),
        lambda: subprocess.Popen(["sleep", "987654"], close_fds=False),
    )
    return _solved(x) if started else x
