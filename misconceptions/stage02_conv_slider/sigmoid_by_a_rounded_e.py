"""Takes powers of 2.718 instead of e.

Believed: three digits of e are precise enough.
Ask: how far off is 2.718 ** -10 from exp(-10), relative to its size?
"""


def sigmoid(x):
    return 1 / (1 + 2.718 ** -x)
