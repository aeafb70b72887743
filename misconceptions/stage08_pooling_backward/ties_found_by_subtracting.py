"""Takes for a winner what is 0 away from the maximum.

Believed: a - b == 0 asks the same as a == b.
Ask: what is minus infinity minus minus infinity?
Caught by: test_minus_infinity_gives_no_nan
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        rows, columns = slice(h * k, h * k + k), slice(w * k, w * k + k)
        window = inp[rows, columns, f]
        winners = ((window - window.max()) == 0).to(inp.dtype)
        grad_inp[rows, columns, f] = grad_out[h, w, f] * winners / winners.sum()
    return grad_inp
