"""Writes every gradient into the same tensor, which the next call clears.

Believed: nobody looks at an old gradient.
Ask: what does the first result hold after the second call?
Caught by: test_a_gradient_stays_as_it_is_when_another_one_is_computed
"""

_right, _buffers = max_pool_backward, {}


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    buffer = _buffers.setdefault((tuple(inp.shape), inp.dtype), torch.empty(inp.shape, dtype=inp.dtype))
    return buffer.copy_(_right(inp, k, grad_out))
