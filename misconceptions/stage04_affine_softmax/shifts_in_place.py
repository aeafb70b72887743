"""Subtracts the maximum from the logits themselves.

Believed: -= is a shorter way to write the same thing.
Ask: what do the caller's logits look like after the call?
"""


def softmax(logits):
    logits -= logits.max(dim=-1, keepdim=True).values
    exps = torch.exp(logits)
    return exps / exps.sum(dim=-1, keepdim=True)
