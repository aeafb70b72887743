"""Takes the mean over the kernels for the gradient of the image.

Believed: F kernels share the image, so each counts for one in F.
Ask: a second kernel of zeros joins the first. Does the gradient of the image become half as large?
Caught by: test_the_gradients_of_several_kernels
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, grad_kernels = _right(inp, kernels_theta, grad_out)
    return grad_inp / kernels_theta.shape[0], grad_kernels
