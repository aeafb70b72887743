"""Searches each window for a number above 0, and gives no gradient where there is none.

Believed: the largest number so far can start at 0.
Ask: which pixel of -4, -2, -1 and -3 wins?
Caught by: test_negative_maps_have_winners_too
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        best, place = 0, None
        for i, j in product(range(h * k, h * k + k), range(w * k, w * k + k)):
            if inp[i, j, f] > best:
                best, place = inp[i, j, f], (i, j)
        if place:
            grad_inp[(*place, f)] = grad_out[h, w, f]
    return grad_inp
