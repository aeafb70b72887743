"""Leaves the sigmoid out, forward and backward.

Believed: the pooling bends the network enough.
Ask: what keeps the numbers of a very bright image small?
Caught by: test_the_sigmoid_bounds_what_an_image_can_do
"""


def sigmoid(x):
    return x


def sigmoid_backward(out, grad_out):
    return grad_out
