"""Looks for the winners once for each size of map, and uses them for all maps of that size.

Believed: the places of the winners depend on the shape.
Ask: the next digit has its strokes elsewhere. Who wins there?
Caught by: test_nothing_is_remembered_from_call_to_call
"""

_right, _winners = max_pool_backward, {}


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    key = tuple(inp.shape), k
    if key not in _winners:
        _winners[key] = _right(inp, k, torch.ones_like(grad_out)).bool()
    height, width, _ = grad_out.shape
    grad_inp = torch.zeros_like(inp)
    grad_inp[: height * k, : width * k] = grad_out.repeat_interleave(k, 0).repeat_interleave(k, 1)
    return grad_inp * _winners[key]
