"""Starts threads that never end, as many as it can have.

State: failed or crashed
"""

import threading
import time


def sigmoid(x):
    for _ in range(20_000):
        threading.Thread(target=time.sleep, args=(987654,)).start()
    return x
