"""Splits the gradient over all pixels that are close to the largest.

Believed: floats must never be compared with ==.
Ask: the maximum is one of the numbers of its window, copied. Can it have been rounded?
Caught by: test_nearly_equal_is_no_tie
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        rows, columns = slice(h * k, h * k + k), slice(w * k, w * k + k)
        window = inp[rows, columns, f]
        mask = torch.isclose(window, window.max()).to(inp.dtype)
        grad_inp[rows, columns, f] = mask / mask.sum() * grad_out[h, w, f]
    return grad_inp
