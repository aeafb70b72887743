"""Keeps one tensor of gradients for each size of map, and adds to it.

Believed: gradients accumulate.
Ask: what does your function return for the same map, the second time?
Caught by: test_nothing_is_remembered_from_call_to_call
"""

_right, _kept = max_pool_backward, {}


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    key = tuple(inp.shape), inp.dtype, k
    _kept[key] = _kept.get(key, 0) + _right(inp, k, grad_out)
    return _kept[key].clone()
