"""Stage 06, solved. The lesson is in exercises/stage06_loss.py."""

from __future__ import annotations

import torch


def log_softmax(logits: torch.Tensor) -> torch.Tensor:
    """Return z_i - log(sum_j exp(z_j)) along each row, also for logits as large as 10,000.

    logits: finite numbers (N, C), N and C at least 1, float32 or float64, in any memory layout.
    They are not changed.
    Returns a new tensor (N, C) of the same dtype: the logarithm of each probability. It is finite even where
    the probability is too small to be written down.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 6.2.2.3.
    """
    shifted = logits - logits.max(dim=-1, keepdim=True).values
    return shifted - torch.log(torch.exp(shifted).sum(dim=-1, keepdim=True))  # (N, C) - (N, 1) -> (N, C)


def cross_entropy(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Return the mean over the batch of -log(p), where p is the probability of a row's right class.

    logits: tensor (N, C), N and C at least 1, float32 or float64, as large as 10,000, in any memory layout.
    targets: tensor (N,), int64, in any memory layout: the right class of each row, from 0 to C - 1.
    Neither is changed.
    Returns a new tensor () of the dtype of the logits: one number, the loss.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 5.5.
    """
    rows = torch.arange(targets.shape[0])
    losses = -log_softmax(logits)[rows, targets]  # (N, C) -> (N,)
    return losses.mean()  # (N,) -> ()
