"""Calls itself through C without a limit, until the stack of the process is used up.

State: crashed
Says: SIGSEGV
"""

import sys


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x"[:0])

    def __eq__(self, other):
        return [self] == [other]


def sigmoid(x):
    sys.setrecursionlimit(10**9)
    return Deep() == Deep()
