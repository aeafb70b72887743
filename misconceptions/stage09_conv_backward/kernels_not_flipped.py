"""Slides the kernels over the padded grad_out without flipping them.

Believed: forward the kernel is not flipped, so backward it is not either.
Ask: x0 of the lesson meets k0 forward. Which weight does it get back from yours?
Caught by: test_conv_backward_of_the_row_in_the_lesson
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    _, grad_kernels = _right(inp, kernels_theta, grad_out)
    grad_inp, _ = _right(inp, kernels_theta.flip(1, 2), grad_out)
    return grad_inp, grad_kernels
