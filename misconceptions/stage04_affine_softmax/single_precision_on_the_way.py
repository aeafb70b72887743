"""Computes in float32, and converts the result to the dtype of the logits.

Believed: the dtype of the result is all that counts.
Ask: how many digits survive when a float64 number passes through a float32?
Caught by: test_each_row_sums_to_one
"""


def softmax(logits):
    shifted = (logits - logits.max(dim=-1, keepdim=True).values).float()
    exps = torch.exp(shifted)
    return (exps / exps.sum(dim=-1, keepdim=True)).to(logits.dtype)
