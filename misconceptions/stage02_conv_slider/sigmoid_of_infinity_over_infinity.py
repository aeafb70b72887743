"""Writes exp(x) / (1 + exp(x)), which is NaN for large x.

Believed: two formulas that are equal on paper are equal in floating point.
Ask: what is exp(1000) in float32, and what is that divided by itself?
Caught by: test_sigmoid_stands_very_large_numbers
"""


def sigmoid(x):
    return torch.exp(x) / (1 + torch.exp(x))
