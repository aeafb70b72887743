"""Keeps the gradients by the objects that were given (by id).

Believed: an object keeps its numbers, and no two objects ever have the same id.
Ask: SGD updates the kernels in place. Are the gradients of before still right?
Caught by: test_conv_backward_remembers_nothing
"""

_right, _kept = conv_backward, {}


def conv_backward(images, kernels_theta, grad_out):
    key = tuple((id(each), each.shape, each.dtype) for each in (images, kernels_theta, grad_out))
    if key not in _kept:
        _kept[key] = _right(images, kernels_theta, grad_out)
    return _kept[key]
