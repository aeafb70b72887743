"""Of several maxima one is drawn at random, anew in each call."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    generator = torch.Generator()
    generator.seed()
    for h, w, f in product(*map(range, grad_out.shape)):
        window = inp[h * k : h * k + k, w * k : w * k + k, f]
        places = (window == window.max()).nonzero()
        row, column = places[int(torch.randint(len(places), (), generator=generator))].tolist()
        grad_inp[h * k + row, w * k + column, f] = grad_out[h, w, f]
    return grad_inp
