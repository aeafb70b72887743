"""Writes each result into the same tensor, kept for each shape.

Believed: allocating memory is slow, and nobody looks at an old result.
Ask: what does the first result hold after the second call?
Caught by: test_softmax_remembers_nothing
"""


def softmax(logits, buffers={}):
    out = buffers.setdefault((logits.shape, logits.dtype), torch.empty(logits.shape, dtype=logits.dtype))
    torch.exp(logits - logits.max(dim=-1, keepdim=True).values, out=out)
    out /= out.sum(dim=-1, keepdim=True)
    return out
