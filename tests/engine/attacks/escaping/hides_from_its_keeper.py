"""Asks that its keeper may no longer see how much it writes.

State: failed
"""

from attacker import any_works, call

PR_SET_DUMPABLE = 4

_solved = sigmoid


def sigmoid(x):
    return _solved(x) if any_works(lambda: call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)) else x
