"""Adds the gradients up in torch.zeros, which is float32, and turns them into the dtype of the image at the end.

Believed: the dtype of the result is all that counts.
Ask: how many digits has a sum of 576 products in float32?
Caught by: test_conv_backward_of_float64_is_exact_to_twelve_digits
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    found = _right(inp.float(), kernels_theta.float(), grad_out.float())
    return tuple(gradient.to(inp.dtype) for gradient in found)
