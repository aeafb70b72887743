"""Gives the first of several maxima twice the gradient, and takes it back from the last.

Believed: all that counts is that the shares add up.
Ask: only the last of two equal pixels shrinks: can the loss grow by that?
Caught by: test_pixels_that_tie_share
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        rows, columns = slice(h * k, h * k + k), slice(w * k, w * k + k)
        places = (inp[rows, columns, f] == inp[rows, columns, f].max()).nonzero().tolist()
        (i, j), (last_i, last_j) = places[0], places[-1]
        grad_inp[h * k + i, w * k + j, f] += 2 * grad_out[h, w, f]
        grad_inp[h * k + last_i, w * k + last_j, f] -= grad_out[h, w, f]
    return grad_inp
