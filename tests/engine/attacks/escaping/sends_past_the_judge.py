"""Uses the connection to the judge to reach others, and to pass on an open file.

State: failed
"""

import os
import socket

import host
from attacker import any_permitted

_solved = sigmoid


def sigmoid(x):
    judge = socket.socket(fileno=os.dup(3))
    reached = any_permitted(
        lambda: judge.sendto(b"x", host.SOCKET),
        lambda: judge.sendto(b"x", f"\0{host.ABSTRACT}"),
        lambda: judge.connect(host.SOCKET),
        lambda: judge.bind("kata-attack-socket"),
        lambda: judge.listen(),
        lambda: socket.send_fds(judge, [b"x"], [0]),
    )
    return _solved(x) if reached else x
