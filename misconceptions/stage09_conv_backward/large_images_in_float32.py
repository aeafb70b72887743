"""Turns images of more than 400 pixels into float32, to be quick.

Believed: for large images nobody needs the digits.
Ask: what does the contract say about the dtype?
Caught by: test_there_is_no_largest_kernel_and_no_largest_number_of_kernels
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    if inp.numel() <= 400:
        return _right(inp, kernels_theta, grad_out)
    return tuple(each.to(inp.dtype) for each in _right(inp.float(), kernels_theta.float(), grad_out.float()))
