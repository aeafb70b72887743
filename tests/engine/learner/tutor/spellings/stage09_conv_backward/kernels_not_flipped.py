"""Pads grad_out and slides the kernels over it as they are."""

import torch


def conv_backward(inp, kernels_theta, grad_out):
    _, kh, kw = kernels_theta.shape
    oh, ow, f = grad_out.shape
    padded = torch.zeros(oh + 2 * kh - 2, ow + 2 * kw - 2, f, dtype=inp.dtype)
    padded[kh - 1 : kh - 1 + oh, kw - 1 : kw - 1 + ow] = grad_out
    grad_image = torch.einsum("hwfij,fij->hw", padded.unfold(0, kh, 1).unfold(1, kw, 1), kernels_theta)
    grad_kernels = torch.einsum("hwij,hwf->fij", inp.unfold(0, kh, 1).unfold(1, kw, 1), grad_out)
    return grad_image, grad_kernels
