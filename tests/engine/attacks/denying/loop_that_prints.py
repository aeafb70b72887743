"""Prints without end, and hangs: its test has its own time only, and looking at where it is takes no longer.

State: timeout
"""

import os
import time


def sigmoid(x):
    while True:
        os.write(2, b".")
        time.sleep(0.01)
