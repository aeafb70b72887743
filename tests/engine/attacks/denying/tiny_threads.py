"""Starts so many threads with tiny stacks that the system would soon have no number left for a new process.

State: crashed
Says: threads
"""

import threading
import time

_solved = sigmoid


def sigmoid(x):
    threading.stack_size(32768)
    started = 0
    try:
        while started < 500:
            threading.Thread(target=time.sleep, args=(987654,), daemon=True).start()
            started += 1
    except RuntimeError:
        return x
    time.sleep(0.5)
    return _solved(x)
