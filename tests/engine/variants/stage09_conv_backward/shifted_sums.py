"""Loops over the places of the kernel, and shifts the image instead of the window."""


def conv_backward(inp, kernels_theta, grad_out):
    height, width, _ = grad_out.shape
    grad_inp, grad_kernels = torch.zeros_like(inp), torch.empty_like(kernels_theta)
    for i, j in product(*map(range, kernels_theta.shape[1:])):
        part = slice(i, i + height), slice(j, j + width)
        grad_kernels[:, i, j] = (inp[part][..., None] * grad_out).sum(dim=(0, 1))
        grad_inp[part] += grad_out @ kernels_theta[:, i, j]
    return grad_inp, grad_kernels
