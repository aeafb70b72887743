"""Sums grad_out over its channels first, so that every kernel gets the gradient of all.

Believed: the gradients of a place belong together.
Ask: kernel 0 did everything right, and kernel 1 did not. Which of them should change?
Caught by: test_the_gradients_of_several_kernels
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, _ = _right(inp, kernels_theta, grad_out)
    _, grad_kernels = _right(inp, kernels_theta, grad_out.sum(dim=2, keepdim=True).expand_as(grad_out))
    return grad_inp, grad_kernels
