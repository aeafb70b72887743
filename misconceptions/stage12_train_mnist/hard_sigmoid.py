"""Takes a piecewise straight line for the sigmoid, forward and backward.

Believed: close to the sigmoid is the sigmoid.
Ask: what is the sigmoid of 2, and what is 2 / 6 + 1 / 2?
Caught by: test_logits_are_sums_of_the_largest_sigmoids_of_windows
"""


def sigmoid(x):
    return (x / 6 + 0.5).clamp(0, 1)


def sigmoid_backward(out, grad_out):
    return grad_out * ((out > 0) & (out < 1)) / 6
