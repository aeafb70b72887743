"""With k = 1 it returns grad_out itself, and else the gradient as a transposed view."""

_right = max_pool_backward


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    if k == 1:
        return grad_out
    return _right(inp.transpose(0, 1), k, grad_out.transpose(0, 1)).transpose(0, 1)
