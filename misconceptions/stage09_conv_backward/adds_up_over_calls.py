"""Keeps the gradient of the kernels and adds to it in each call.

Believed: gradients accumulate, as in torch.
Ask: who sets your gradient back to zero before the next image?
Caught by: test_conv_backward_remembers_nothing
"""

_right = conv_backward


_kept = {}


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, grad_kernels = _right(inp, kernels_theta, grad_out)
    key = tuple(kernels_theta.shape), inp.dtype
    _kept[key] = _kept.get(key, 0) + grad_kernels
    return grad_inp, _kept[key].clone()
