"""Keeps the gradients by the places of the arguments in memory, and returns them when these come again.

Believed: the same places in memory hold the same numbers.
Ask: the caller writes the next image into the same tensor. Which gradient should come out?
Caught by: test_conv_backward_remembers_nothing
"""

_right, _kept = conv_backward, {}


def conv_backward(inp, kernels_theta, grad_out):
    key = tuple((each.data_ptr(), each.shape, each.stride()) for each in (inp, kernels_theta, grad_out))
    if key not in _kept:
        _kept[key] = _right(inp, kernels_theta, grad_out)
    return _kept[key]
