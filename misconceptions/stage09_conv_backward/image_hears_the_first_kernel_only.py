"""Gives the image what the first kernel sends back.

Believed: the kernels are alike.
Ask: how many kernels see a pixel?
Caught by: test_the_gradients_of_several_kernels
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    _, grad_kernels = _right(inp, kernels_theta, grad_out)
    grad_inp, _ = _right(inp, kernels_theta[:1], grad_out[:, :, :1])
    return grad_inp, grad_kernels
