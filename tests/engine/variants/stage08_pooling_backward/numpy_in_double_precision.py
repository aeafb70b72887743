"""numpy with float64 inside, cast to the dtype of the map at the end."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    import numpy as np

    maps, gradient = inp.numpy().astype(np.float64), grad_out.numpy().astype(np.float64)
    grad_inp = np.zeros_like(maps)
    for place in np.ndindex(*gradient.shape):
        h, w, f = place
        window = maps[h * k : h * k + k, w * k : w * k + k, f]
        row, column = np.unravel_index(window.argmax(), window.shape)
        grad_inp[h * k + row, w * k + column, f] = gradient[place]
    return torch.from_numpy(grad_inp).to(inp.dtype)
