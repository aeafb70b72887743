"""Stops its own process, so that it neither runs nor ends.

State: timeout
"""

import os
import signal


def sigmoid(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return x
