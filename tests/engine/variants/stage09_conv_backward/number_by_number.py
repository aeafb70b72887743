"""Plain Python numbers in nested lists, six loops deep where the map is small."""


def sigmoid_backward(out, grad_out):
    numbers = [g * s - g * s * s for g, s in zip(grad_out.flatten().tolist(), out.flatten().tolist())]
    return torch.tensor(numbers, dtype=out.dtype).reshape(out.shape)


def conv_backward(inp, kernels_theta, grad_out):
    pixels, weights, upstream = inp.tolist(), kernels_theta.tolist(), grad_out.tolist()
    grad_inp = [[0.0] * len(row) for row in pixels]
    grad_kernels = [[[0.0] * len(row) for row in kernel] for kernel in weights]
    for h, w, f in product(*map(range, grad_out.shape)):
        g = upstream[h][w][f]
        for i, j in product(*map(range, kernels_theta.shape[1:])):
            grad_kernels[f][i][j] += g * pixels[h + i][w + j]
            grad_inp[h + i][w + j] += g * weights[f][i][j]
    return torch.tensor(grad_inp, dtype=inp.dtype), torch.tensor(grad_kernels, dtype=inp.dtype)
