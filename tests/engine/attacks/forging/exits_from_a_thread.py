"""Ends the process from a thread, with the status of success.

State: crashed
"""

import os
import threading


def sigmoid(x):
    thread = threading.Thread(target=os._exit, args=(0,))
    thread.start()
    thread.join()
    return x
