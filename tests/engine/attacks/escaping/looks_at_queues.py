"""Asks for the queues and semaphores of others, which it could then remove.

State: failed
"""

import ctypes
import errno

from attacker import any_works, call

_solved = sigmoid
INFO = 3


def _remove_a_queue():
    try:
        call("mq_unlink", b"/kata-attack-nothing")
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise


def sigmoid(x):
    found = any_works(
        lambda: call("semctl", 0, 0, INFO, ctypes.create_string_buffer(256)),
        lambda: call("msgctl", 0, INFO, ctypes.create_string_buffer(256)),
        lambda: call("shmctl", 0, INFO, ctypes.create_string_buffer(256)),
        _remove_a_queue,
    )
    return _solved(x) if found else x
