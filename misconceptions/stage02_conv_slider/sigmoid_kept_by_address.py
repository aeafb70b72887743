"""Keeps the sigmoid for the address at which x lies.

Believed: the same place holds the same numbers.
Ask: you write into x between two calls: what should the second call give?
Caught by: test_sigmoid_remembers_nothing
"""

ANSWERS = {}


def sigmoid(x):
    key = x.data_ptr(), x.shape, x.stride(), x.dtype
    if key not in ANSWERS:
        ANSWERS[key] = x, 1 / (1 + torch.exp(-x))
    return ANSWERS[key][1]
