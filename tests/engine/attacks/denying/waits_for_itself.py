"""Waits for a lock that it holds.

State: timeout
"""

import threading


def sigmoid(x):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
