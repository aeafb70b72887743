"""Writes 1 / 1 + exp(-x), as the original tutorial's comment did.

Believed: the division reaches to the end of the line.
Ask: what is 1 / 1 + 3 in Python?
Caught by: test_sigmoid_of_three_numbers
"""


def sigmoid(x):
    return 1 / 1 + torch.exp(-x)
