"""Reads map and gradient in the order of their memory.

Believed: the numbers of a tensor lie in memory as they are printed.
Ask: where is the second number of a transposed tensor in memory?
Caught by: test_without_ties_the_gradient_is_exact
"""

_right = max_pool_backward


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape

    def plain(tensor):
        strides = torch.empty(tensor.shape).stride()
        needed = sum((size - 1) * stride for size, stride in zip(tensor.shape, strides)) + 1 + tensor.storage_offset()
        fits = needed <= tensor.untyped_storage().nbytes() // tensor.element_size()
        return tensor.as_strided(tensor.shape, strides) if fits else tensor

    return _right(plain(inp), k, plain(grad_out))
