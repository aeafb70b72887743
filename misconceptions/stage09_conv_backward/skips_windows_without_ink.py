"""Skips each window that holds nothing but zeros.

Believed: a window without ink has no part in any gradient.
Ask: the kernels' gradient gets nothing from this window. But what do its pixels get?
Caught by: test_pixels_without_ink_have_a_gradient_too
"""


def conv_backward(inp, kernels_theta, grad_out):
    _, height, width = kernels_theta.shape
    grad_inp, grad_kernels_theta = torch.zeros_like(inp), torch.zeros_like(kernels_theta)
    for h, w in product(*map(range, grad_out.shape[:2])):
        window = slice(h, h + height), slice(w, w + width)
        if inp[window].any():
            upstream = grad_out[h, w][:, None, None]
            grad_kernels_theta += upstream * inp[window]
            grad_inp[window] += (upstream * kernels_theta).sum(dim=0)
    return grad_inp, grad_kernels_theta
