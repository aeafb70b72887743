"""Turns all warnings into errors, and warns.

State: failed
Says: UserWarning
"""

import warnings

warnings.simplefilter("error")


def sigmoid(x):
    warnings.warn("x is small", stacklevel=2)
    return 1 / (1 + torch.exp(-x))
