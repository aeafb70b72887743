"""Keeps each probability above 0.0000001, so that its logarithm is never infinite.

Believed: a probability of 0 is an error that softmax should prevent.
Ask: what do the probabilities of a row add up to now, and what are the odds of two unlikely classes?
Caught by: test_each_row_sums_to_one
"""


def softmax(logits):
    exps = torch.exp(logits - logits.max(dim=-1, keepdim=True).values)
    return (exps / exps.sum(dim=-1, keepdim=True)).clamp(min=1e-7)
