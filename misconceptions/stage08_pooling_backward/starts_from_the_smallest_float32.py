"""Searches each winner from the smallest finite number of float32 on.

Believed: every number is larger than torch.finfo(torch.float32).min.
Ask: who wins in a window of minus infinities, and in float64?
Caught by: test_minus_infinity_gives_no_nan
"""

_right = max_pool_backward


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    return _right(inp, pooling_kernel_shape, grad_out) * (inp > torch.finfo(torch.float32).min)
