"""Of several maxima the earlier ones get more: weights k*k, k*k - 1 and so on, over their sum."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    weights = torch.arange(k * k, 0, -1, dtype=inp.dtype).view(k, k)
    for h, w, f in product(*map(range, grad_out.shape)):
        rows, columns = slice(h * k, h * k + k), slice(w * k, w * k + k)
        window = inp[rows, columns, f]
        shares = weights * (window == window.max())
        grad_inp[rows, columns, f] = grad_out[h, w, f] * shares / shares.sum()
    return grad_inp
