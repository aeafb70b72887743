"""Asks for more memory, time and files than it was given.

State: failed
"""

import resource

from attacker import any_works

_solved = sigmoid
_kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)


def _widen(kind):
    soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (soft + 1, hard + 1))


def sigmoid(x):
    widened = any_works(*(lambda kind=kind: _widen(kind) for kind in _kinds))
    return _solved(x) if widened else x
