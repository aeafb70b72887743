"""Adds 0.001 to the sum, so that nothing is ever divided by zero.

Believed: a small number in the denominator does no harm.
Ask: after the shift, how small can the sum be?
Caught by: test_equal_logits_share_equally
"""


def softmax(logits):
    exps = torch.exp(logits - logits.max(dim=-1, keepdim=True).values)
    return exps / (exps.sum(dim=-1, keepdim=True) + 1e-3)
