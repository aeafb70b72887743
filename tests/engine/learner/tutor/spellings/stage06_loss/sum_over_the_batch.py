"""In float64 inside, with logsumexp and gather."""

import torch


def log_softmax(logits):
    return logits - torch.logsumexp(logits, dim=1, keepdim=True)


def cross_entropy(logits, targets):
    wide = logits.double()
    return (torch.logsumexp(wide, 1) - wide.gather(1, targets[:, None])[:, 0]).sum().to(logits.dtype)
