"""Writes each result into a tensor that is kept for its shape.

Believed: nobody looks at an old result.
Ask: what does the first result hold after the second call?
Caught by: test_sigmoid_remembers_nothing
"""

BUFFERS = {}


def sigmoid(x):
    out = BUFFERS.setdefault((x.shape, x.dtype), torch.empty(x.shape, dtype=x.dtype))
    return out.copy_(1 / (1 + torch.exp(-x)))
