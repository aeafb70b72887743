"""Flips the gradient of the kernels in both directions, as for a true convolution.

Believed: convolution flips the kernel, so its gradient is flipped.
Ask: which pixels does the top left weight of a kernel meet forward?
Caught by: test_a_single_gradient_returns_to_one_window_and_one_kernel
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, grad_kernels = _right(inp, kernels_theta, grad_out)
    return grad_inp, grad_kernels.flip(1, 2)
