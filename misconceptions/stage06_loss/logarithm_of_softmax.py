"""Takes the logarithm of a softmax, which is right until a probability becomes 0.

Believed: a softmax that subtracts the maximum is safe, so its logarithm is too.
Ask: what is exp(-1000) in floating point, and the logarithm of that?
Caught by: test_log_softmax_stands_very_large_logits
"""


def log_softmax(logits):
    exps = torch.exp(logits - logits.max(dim=-1, keepdim=True).values)
    return torch.log(exps / exps.sum(dim=-1, keepdim=True))
