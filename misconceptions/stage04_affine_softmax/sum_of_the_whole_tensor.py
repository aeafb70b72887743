"""Divides by the sum of all rows together, as the tutorial does.

Believed: a sum is a sum; with one row nothing looked wrong.
Ask: what does each row of a batch of three add up to?
Caught by: test_equal_logits_share_equally
"""


def softmax(logits):
    exps = torch.exp(logits - logits.max(dim=-1, keepdim=True).values)
    return exps / exps.sum()
