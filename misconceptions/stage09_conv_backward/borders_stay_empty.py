"""Computes the gradient of the image only where a whole window fits around the pixel.

Believed: a convolution with a kernel makes things smaller.
Ask: does the corner of the image stand in no sum at all?
Caught by: test_a_pixel_collects_from_all_windows_that_it_lies_in
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, grad_kernels = _right(inp, kernels_theta, grad_out)
    inner = torch.zeros_like(grad_inp)
    below, beside = kernels_theta.shape[1] - 1, kernels_theta.shape[2] - 1
    part = slice(below, grad_inp.shape[0] - below), slice(beside, grad_inp.shape[1] - beside)
    inner[part] = grad_inp[part]
    return inner, grad_kernels
