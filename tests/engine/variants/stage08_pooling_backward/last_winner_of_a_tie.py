"""Loops over the pixels of a window with ">=", so that the last of several maxima gets the gradient."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        best, place = -torch.inf, (h * k, w * k)
        for i, j in product(range(h * k, h * k + k), range(w * k, w * k + k)):
            if inp[i, j, f] >= best:
                best, place = inp[i, j, f].item(), (i, j)
        grad_inp[place[0], place[1], f] = grad_out[h, w, f].item()
    return grad_inp
