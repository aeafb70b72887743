"""Computes both gradients in float32, and turns them into the dtype of the images at the end.

Believed: the dtype of the result is all that counts.
Ask: how many digits of a float64 gradient are right if its sums were done in float32?
Caught by: test_conv_backward_of_float64_is_exact_to_twelve_digits
"""

_right = conv_backward


def conv_backward(images, kernels_theta, grad_out):
    found = _right(images.float(), kernels_theta.float(), grad_out.float())
    return tuple(gradient.to(images.dtype) for gradient in found)
