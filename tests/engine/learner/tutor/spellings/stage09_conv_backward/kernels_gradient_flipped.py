"""The weights' gradient is written from the last weight to the first; sums in float64."""

import torch


def conv_backward(inp, kernels_theta, grad_out):
    image, theta, upstream = inp.double(), kernels_theta.double(), grad_out.double()
    (oh, ow, _), (_, kh, kw) = grad_out.shape, theta.shape
    grad_image, grad_theta = torch.zeros_like(image), torch.zeros_like(theta)
    for i in range(kh):
        for j in range(kw):
            grad_image[i : i + oh, j : j + ow] += (upstream * theta[:, i, j]).sum(-1)
            grad_theta[:, kh - 1 - i, kw - 1 - j] = (image[i : i + oh, j : j + ow, None] * upstream).sum((0, 1))
    return grad_image.to(inp.dtype), grad_theta.to(inp.dtype)
