"""Stage 07, solved. The lesson is in exercises/stage07_affine_softmax_backward.py."""

from __future__ import annotations

import torch


def softmax_cross_entropy_backward(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Return the gradient of the mean cross-entropy for the logits.

    Forward: L = mean over n of (log(sum_j exp(z[n, j])) - z[n, t]), with t = targets[n] and p the softmax of z.
    Backward: dL/dz[n, i] = (p[n, i] - 1) / N for i = t, and p[n, i] / N for the other classes.
    logits: tensor (N, C), N at least 1, float32 or float64, from -20,000 to 20,000, in any memory layout.
    targets: tensor (N,), int64, in any memory layout: the right class of each row, from 0 to C - 1.
    Neither is changed.
    Returns a new tensor (N, C) of the dtype of the logits.
    Source: Bishop, "Pattern Recognition and Machine Learning", section 4.3.4.
    """
    exps = torch.exp(logits - logits.max(dim=-1, keepdim=True).values)
    gradient = exps / exps.sum(dim=-1, keepdim=True)  # (N, C)
    gradient[torch.arange(targets.shape[0]), targets] -= 1
    return gradient / targets.shape[0]


def affine_backward(
    inp: torch.Tensor, w: torch.Tensor, grad_out: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the gradients of the loss for the input, the weights and the biases of out = inp w + b.

    Forward: out[n, c] = sum_d inp[n, d] w[d, c] + b[c].
    Backward: each number gets the sum, over all the outputs it went into, of its factor there times grad_out.
    inp: tensor (N, D). w: tensor (D, C). grad_out: tensor (N, C), the gradient of the loss for out.
    All three are finite, have one dtype, float32 or float64, and any memory layout. They are not changed.
    Returns grad_inp (N, D), grad_w (D, C) and grad_b (C,), tensors of the same dtype. The loss decides whether
    there is a 1/N in them: grad_out holds it already.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 6.5.6.
    """
    grad_inp = grad_out @ w.t()  # (N, C) x (C, D) -> (N, D)
    grad_w = inp.t() @ grad_out  # (D, N) x (N, C) -> (D, C)
    grad_b = grad_out.sum(dim=0)  # (N, C) -> (C,)
    return grad_inp, grad_w, grad_b
