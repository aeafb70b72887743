"""Blocks and ignores every signal that can be, gives the rest an endless handler, and sleeps.

State: timeout
"""

import signal
import time


def _stay(number, frame):
    time.sleep(987654)


def sigmoid(x):
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, _stay)
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals() - {signal.SIGUSR1})
    while True:
        time.sleep(987654)
