"""Divides the gradient of the kernels by the number of windows.

Believed: a kernel that is used 576 times gets the mean of 576 gradients.
Ask: a weight grows by e, and with it all outputs. Does the loss change by the sum of what they do, or by the mean?
Caught by: test_the_gradients_predict_what_changes_do
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, grad_kernels = _right(inp, kernels_theta, grad_out)
    return grad_inp, grad_kernels / (grad_out.shape[0] * grad_out.shape[1])
