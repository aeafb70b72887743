"""Describes tensors with negative sizes, starts and steps, that would lie before their memory.

State: crashed
Says: broke the rules
"""

from attacker import send_tensor


def sigmoid(x):
    send_tensor(*{(3,): (0, [-3], [1]), (5,): (-40, [5], [1])}.get(tuple(x.shape), (0, [5], [-1])))
    return x
