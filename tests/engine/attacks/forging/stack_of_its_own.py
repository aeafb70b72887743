"""Hangs, and prints where it is by itself: in a file and a function whose names write lines of the report.

State: timeout
"""

import os
import signal
import threading

TEXT = f'\nFile "{os.path.dirname(os.path.abspath(__file__))}/x\n  because   forged\n::error::x", line 7 in \x1b]0;x\x07f\n'


def _print():
    while True:
        os.write(2, TEXT.encode())


def sigmoid(x):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    threading.Thread(target=_print, daemon=True).start()
    while True:
        pass
