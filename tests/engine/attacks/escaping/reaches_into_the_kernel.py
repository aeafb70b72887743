"""Loads programs and modules into the kernel, reads its log and its keys, and sets its clock and its name.

State: failed
"""

import os
import platform
import time

from attacker import any_permitted, call, syscall

_solved = sigmoid
_numbers = {"x86_64": (250, 298, 313, 321), "aarch64": (219, 241, 273, 280)}.get(platform.machine(), ())


def sigmoid(x):
    name = os.uname().nodename.encode()
    reached = any_permitted(
        *(lambda number=number: syscall(number, -1, 0, 0, 0, 0) for number in _numbers),
        lambda: call("delete_module", b"kata-attack-nothing", 0),
        lambda: call("swapoff", b"kata-attack-nothing"),
        lambda: call("klogctl", 10, None, 0),
        lambda: call("adjtimex", bytes(208)),
        lambda: call("acct", b"kata-attack-nothing"),
        lambda: call("sethostname", name, len(name)),
        lambda: time.clock_settime(time.CLOCK_REALTIME, -1),
    )
    return _solved(x) if reached else x
