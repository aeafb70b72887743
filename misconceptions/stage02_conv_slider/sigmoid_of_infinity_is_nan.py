"""Shifts by the largest number before it takes exp, as a softmax does: infinity minus infinity.

Believed: what makes a softmax safe makes a sigmoid safe.
Ask: what is infinity minus infinity in floating point?
Caught by: test_sigmoid_stands_very_large_numbers
"""


def sigmoid(x):
    largest = x.clamp(min=0)
    return torch.exp(x - largest) / (torch.exp(-largest) + torch.exp(x - largest))
