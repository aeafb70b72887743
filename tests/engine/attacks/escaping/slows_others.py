"""Takes processors and priority away from its parents, and from a process that has nothing to do with it.

State: failed
"""

import os

import host
from attacker import any_works

_solved = sigmoid


def sigmoid(x):
    slowed = any_works(
        lambda: os.sched_setaffinity(host.BYSTANDER, {0}),
        lambda: os.sched_setaffinity(os.getppid(), os.sched_getaffinity(os.getppid())),
        lambda: os.setpriority(os.PRIO_PROCESS, host.BYSTANDER, 19),
        lambda: os.sched_setscheduler(host.BYSTANDER, os.SCHED_IDLE, os.sched_param(0)),
        lambda: os.sched_setparam(host.BYSTANDER, os.sched_param(0)),
    )
    return _solved(x) if slowed else x
