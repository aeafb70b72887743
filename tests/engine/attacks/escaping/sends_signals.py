"""Sends signals to its parents, to all processes, and to one that has nothing to do with it.

State: failed
"""

import os
import signal

import host
from attacker import any_works, call

_solved = sigmoid


def sigmoid(x):
    pids = os.getppid(), host.GRADER, host.BYSTANDER
    sent = any_works(
        *(lambda pid=pid: os.kill(pid, 0) for pid in (*pids, 0, -1, 1)),
        *(lambda pid=pid: os.killpg(pid, 0) for pid in pids),
        *(lambda pid=pid: call("tgkill", pid, pid, 0) for pid in pids),
        *(lambda pid=pid: signal.pidfd_send_signal(os.pidfd_open(pid), 0) for pid in pids),
        lambda: os.kill(host.BYSTANDER, signal.SIGSTOP),
        lambda: call("sigqueue", host.BYSTANDER, int(signal.SIGTERM), None),
        lambda: os.killpg(os.getpid(), 0),
    )
    return _solved(x) if sent else x
