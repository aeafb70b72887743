"""Writes each result into a tensor that is kept for its shape.

Believed: nobody looks at an old result.
Ask: what does the result for the first batch hold after the second call?
Caught by: test_log_softmax_remembers_nothing
"""

BUFFERS = {}


def log_softmax(logits):
    key = (tuple(logits.shape), logits.dtype)
    out = BUFFERS.setdefault(key, torch.empty(logits.shape, dtype=logits.dtype))
    return out.copy_(torch.log_softmax(logits, dim=-1))
