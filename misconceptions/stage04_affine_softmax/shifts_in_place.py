"""Subtracts the maximum from the logits themselves.

Believed: -= is a shorter way to write the same thing.
Ask: what do the caller's logits look like after the call?
Caught by: test_softmax_keeps_shape_and_dtype_and_its_input
"""


def softmax(logits):
    logits -= logits.max(dim=-1, keepdim=True).values
    exps = torch.exp(logits)
    return exps / exps.sum(dim=-1, keepdim=True)
