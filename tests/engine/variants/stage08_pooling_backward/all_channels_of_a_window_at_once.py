"""One loop over windows; sorts the pixels of a window in all channels together."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    channels = torch.arange(inp.shape[2])
    for h, w in product(*map(range, grad_out.shape[:2])):
        window = inp[h * k : h * k + k, w * k : w * k + k].flatten(0, 1)  # (k * k, F)
        places = window.sort(dim=0).indices[-1]
        grad_inp[h * k + places // k, w * k + places % k, channels] = grad_out[h, w]
    return grad_inp
