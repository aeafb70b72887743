"""Describes an array whose numbers would be addresses of Python objects.

State: crashed
Says: broke the rules
"""

from attacker import send_array


def sigmoid(x):
    send_array(0, [2], [8], {(3,): "|O8", (5,): "O,O,O,O"}.get(tuple(x.shape), ["|O8", "<f8"]))
    return x
