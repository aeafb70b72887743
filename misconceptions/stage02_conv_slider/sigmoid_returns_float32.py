"""Returns float32 whatever came in.

Believed: networks run in float32.
Ask: what is the dtype of your result for a float64 tensor?
Caught by: test_sigmoid_of_three_numbers
"""


def sigmoid(x):
    return 1 / (1 + torch.exp(-x.float()))
