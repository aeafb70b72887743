"""Nested lists of Python numbers, and one torch.tensor at the end."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    pixels, gradient = inp.tolist(), grad_out.tolist()
    height, width, channels = inp.shape
    result = [[[0.0] * channels for _ in range(width)] for _ in range(height)]
    for h, w, f in product(*map(range, grad_out.shape)):
        places = list(product(range(h * k, h * k + k), range(w * k, w * k + k)))
        i, j = max(places, key=lambda place: pixels[place[0]][place[1]][f])
        result[i][j][f] = gradient[h][w][f]
    return torch.tensor(result, dtype=inp.dtype)
