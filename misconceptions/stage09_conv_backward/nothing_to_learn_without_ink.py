"""Returns zeros at once where the image is all zeros.

Believed: an image without ink has no gradient, so the work can be saved.
Ask: a pixel of 0 grows by a little. Does the output stay the same?
Caught by: test_pixels_without_ink_have_a_gradient_too
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    if not inp.any():
        return torch.zeros_like(inp), torch.zeros_like(kernels_theta)
    return _right(inp, kernels_theta, grad_out)
