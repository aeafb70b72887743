"""Uses tanh as the non-linearity.

Believed: tanh and the sigmoid are the same curve.
Ask: between which two numbers does each of the two lie?
Caught by: test_sigmoid_of_three_numbers
"""


def sigmoid(x):
    return torch.tanh(x)
