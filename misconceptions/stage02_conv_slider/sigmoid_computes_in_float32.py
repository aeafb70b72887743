"""Computes in float32, and casts the result back to the dtype of x.

Believed: what counts is the dtype of the result.
Ask: how many of the digits of your float64 numbers are right?
Caught by: test_sigmoid_matches_its_formula
"""


def sigmoid(x):
    return (1 / (1 + torch.exp(-x.float()))).to(x.dtype)
