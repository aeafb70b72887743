"""Returns zeros at once where all kernels are 0.

Believed: kernels of zeros let nothing through, so nothing comes back.
Ask: gradient descent starts with kernels of 0. Where does it go?
Caught by: test_kernels_of_zeros_have_a_gradient_too
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    if not kernels_theta.any():
        return torch.zeros_like(inp), torch.zeros_like(kernels_theta)
    return _right(inp, kernels_theta, grad_out)
