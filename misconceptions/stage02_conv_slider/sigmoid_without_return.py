"""Computes the sigmoid and returns nothing.

Believed: the last line of a function is its result.
Ask: what does Python give back where there is no return?
Caught by: test_sigmoid_of_three_numbers
"""


def sigmoid(x):
    out = 1 / (1 + torch.exp(-x))
