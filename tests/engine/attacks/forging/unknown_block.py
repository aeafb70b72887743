"""Describes a tensor in a block of memory that nobody has sent.

State: crashed
Says: broke the rules
"""

from attacker import send_tensor


def sigmoid(x):
    send_tensor(0, [3], [1], block=77_777)
    return x
