"""Describes tensors so large that their last address comes out small again.

State: crashed
Says: broke the rules
"""

from attacker import send_tensor


def sigmoid(x):
    large = {(3,): ([2**32, 2**32], [1, 1]), (5,): ([3], [2**63])}
    send_tensor(0, *large.get(tuple(x.shape), ([2, 2], [2**61, 2**61])))
    return x
