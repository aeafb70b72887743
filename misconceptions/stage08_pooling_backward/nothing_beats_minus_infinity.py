"""Searches from minus infinity with ">", so that a window of nothing else has no winner.

Believed: every number is larger than minus infinity.
Ask: is minus infinity larger than minus infinity?
Caught by: test_minus_infinity_gives_no_nan
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        best, place = -torch.inf, None
        for i, j in product(range(h * k, h * k + k), range(w * k, w * k + k)):
            if inp[i, j, f] > best:
                best, place = inp[i, j, f].item(), (i, j)
        if place:
            grad_inp[(*place, f)] = grad_out[h, w, f]
    return grad_inp
