"""Subtracts the maximum from the caller's logits.

Believed: -= is a shorter way to write the same thing.
Ask: what do the logits look like after the call, and who else was using them?
Caught by: test_log_softmax_keeps_shape_and_dtype_and_its_input
"""


def log_softmax(logits):
    logits -= logits.max(dim=-1, keepdim=True).values
    return logits - torch.log(torch.exp(logits).sum(dim=-1, keepdim=True))
