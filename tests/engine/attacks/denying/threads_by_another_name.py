"""Starts as many threads as it likes, in a process whose name says that it has one.

State: crashed
Says: threads
"""

import threading
import time

from attacker import call

PR_SET_NAME = 15

_solved = sigmoid


def sigmoid(x):
    call("prctl", PR_SET_NAME, b"Threads:\t1", 0, 0, 0)
    threading.stack_size(32768)
    try:
        while threading.active_count() < 400:
            threading.Thread(target=time.sleep, args=(987654,), daemon=True).start()
    except RuntimeError:
        return x
    time.sleep(0.5)
    return _solved(x)
