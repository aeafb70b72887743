"""Keeps a copy of the kernels for each kernels object (by id), and goes back through that copy.

Believed: kernels only change when a new tensor is made, and no two tensors ever have the same id.
Ask: SGD updates the kernels in place. What does the copy hold after the first step?
Caught by: test_conv_backward_remembers_nothing
"""

_right, _copies = conv_backward, {}


def conv_backward(inp, kernels_theta, grad_out):
    key = id(kernels_theta), kernels_theta.shape, kernels_theta.dtype
    if key not in _copies:
        _copies[key] = kernels_theta.clone()
    return _right(inp, _copies[key], grad_out)
