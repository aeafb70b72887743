"""Rounds to four digits, to print nicely.

Believed: digits after the fourth do not matter.
Ask: what is the logarithm of a probability that you rounded to 0?
Caught by: test_equal_logits_share_equally
"""


def softmax(logits):
    exps = torch.exp(logits - logits.max(dim=-1, keepdim=True).values)
    return (exps / exps.sum(dim=-1, keepdim=True) * 1e4).round() / 1e4
