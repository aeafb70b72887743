"""Stage 09, solved. The lesson is in exercises/stage09_conv_backward.py."""

from __future__ import annotations

from itertools import product

import torch


def sigmoid_backward(out: torch.Tensor, grad_out: torch.Tensor) -> torch.Tensor:
    """Return the loss's gradient for the numbers that went into a sigmoid, from the numbers that came out of it.

    Forward: out = sigmoid(x) = 1 / (1 + exp(-x)). Its derivative is out * (1 - out), so the gradient for x is
    grad_out * out * (1 - out), number by number: x itself is not needed.
    out: tensor of any shape, float32 or float64, numbers from 0 to 1: what the sigmoid returned, and not x.
    grad_out: tensor of the shape and dtype of out, finite: the loss's gradient for each number of out.
    Both tensors come in any memory layout, and neither is changed.
    Returns a new tensor of that shape and dtype.
    Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors" (1986), equation 5.
    """
    return grad_out * out * (1 - out)


def conv_backward(
    inp: torch.Tensor,
    kernels_theta: torch.Tensor,
    grad_out: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss's gradients for the image and for the kernels of a cross-correlation; no sigmoid is in it.

    Forward: y[h, w, f] = sum over i, j of inp[h + i, w + j] * kernels_theta[f, i, j]. Going back,
    grad_kernels_theta[f, i, j] is the sum of grad_out[h, w, f] * inp[h + i, w + j] over all h, w, and each
    grad_out[h, w, f] * kernels_theta[f, i, j] is added to grad_inp[h + i, w + j], over all h, w, f, i, j.
    inp: tensor (H, W), the image, float32 or float64.
    kernels_theta: tensor (F, KH, KW) of the same dtype, KH at most H and KW at most W.
    grad_out: tensor (H - KH + 1, W - KW + 1, F) of the same dtype: the loss's gradient for each y[h, w, f].
    All three are finite, come in any memory layout, and are not changed.
    Returns grad_inp (H, W) and grad_kernels_theta (F, KH, KW), two tensors of the same dtype.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 9.5.
    """
    _, kernel_height, kernel_width = kernels_theta.shape
    out_height, out_width, _ = grad_out.shape
    grad_inp = torch.zeros(inp.shape, dtype=inp.dtype)
    grad_kernels_theta = torch.zeros(kernels_theta.shape, dtype=inp.dtype)
    for h_idx, w_idx in product(range(out_height), range(out_width)):
        window = slice(h_idx, h_idx + kernel_height), slice(w_idx, w_idx + kernel_width)
        upstream = grad_out[h_idx, w_idx][:, None, None]  # (F,) -> (F, 1, 1)
        grad_kernels_theta += upstream * inp[window]  # (F, 1, 1) * (KH, KW) -> (F, KH, KW)
        grad_inp[window] += (upstream * kernels_theta).sum(dim=0)  # (F, KH, KW) -> (KH, KW)
    return grad_inp, grad_kernels_theta
