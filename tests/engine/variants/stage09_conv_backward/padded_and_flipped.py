"""Pads grad_out with zeros and slides the flipped kernels over it; every pixel is one sum."""


def conv_backward(inp, kernels_theta, grad_out):
    num_kernels, rows, columns = kernels_theta.shape
    height, width, _ = grad_out.shape
    padded = torch.nn.functional.pad(grad_out, (0, 0, columns - 1, columns - 1, rows - 1, rows - 1))
    flipped = kernels_theta.flip(1, 2).permute(1, 2, 0)  # (KH, KW, F)
    grad_inp = torch.empty_like(inp)
    for r, c in product(*map(range, inp.shape)):
        grad_inp[r, c] = (padded[r : r + rows, c : c + columns] * flipped).sum()
    grad_kernels = torch.empty_like(kernels_theta)
    for f, i, j in product(*map(range, kernels_theta.shape)):
        grad_kernels[f, i, j] = (inp[i : i + height, j : j + width] * grad_out[:, :, f]).sum()
    return grad_inp, grad_kernels
