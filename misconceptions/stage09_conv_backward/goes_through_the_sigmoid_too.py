"""Multiplies grad_out by the slope of the sigmoid, which sigmoid_backward has done already.

Believed: a convolutional layer has a sigmoid in it.
Ask: the gradient that arrives here is the one for y. Who has taken it through the sigmoid?
Caught by: test_conv_backward_of_the_row_in_the_lesson
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    sums = (
        inp.unfold(0, kernels_theta.shape[1], 1).unfold(1, kernels_theta.shape[2], 1)[:, :, None] * kernels_theta
    ).sum((3, 4))
    return _right(inp, kernels_theta, sigmoid_backward(torch.sigmoid(sums), grad_out))
