"""Goes through the numbers of grad_out that are not 0: only they hand anything back."""


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, grad_kernels_theta = torch.zeros_like(inp), torch.zeros_like(kernels_theta)
    _, height, width = kernels_theta.shape
    for h, w, f in grad_out.nonzero().tolist():
        window = slice(h, h + height), slice(w, w + width)
        grad_kernels_theta[f] += grad_out[h, w, f] * inp[window]
        grad_inp[window] += grad_out[h, w, f] * kernels_theta[f]
    return [grad_inp, grad_kernels_theta]
