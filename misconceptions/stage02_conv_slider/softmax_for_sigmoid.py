"""Uses softmax over the last axis.

Believed: both turn numbers into probabilities, so either will do.
Ask: if one number of x changes, which numbers of the sigmoid may change?
Caught by: test_sigmoid_of_three_numbers
"""


def sigmoid(x):
    return torch.softmax(x, dim=-1)
