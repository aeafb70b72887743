"""The kernels' gradient as a mean over all windows."""

import torch


def conv_backward(inp, kernels_theta, grad_out):
    _, kh, kw = kernels_theta.shape
    windows = inp.unfold(0, kh, 1).unfold(1, kw, 1)
    grad_kernels = (windows[:, :, None] * grad_out[..., None, None]).mean(dim=(0, 1))
    grad_image = torch.zeros_like(inp)
    for h in range(grad_out.shape[0]):
        for w in range(grad_out.shape[1]):
            grad_image[h : h + kh, w : w + kw] += torch.einsum("f,fij->ij", grad_out[h, w], kernels_theta)
    return grad_image, grad_kernels
