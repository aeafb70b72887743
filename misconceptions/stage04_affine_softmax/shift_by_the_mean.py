"""Subtracts the mean of each row instead of its maximum.

Believed: centred numbers are small numbers.
Ask: for the logits 10000, 0, 0: what is left of the first one after your shift?
Caught by: test_softmax_stands_very_large_logits
"""


def softmax(logits):
    exps = torch.exp(logits - logits.mean(dim=-1, keepdim=True))
    return exps / exps.sum(dim=-1, keepdim=True)
