"""Stacks the parts along the first axis: a tensor without axes, or without numbers, has none.

Believed: every tensor has at least one axis and one row.
Ask: what does your function do with torch.tensor(2.5)?
Caught by: test_to_contiguous_keeps_scalars_and_empty_tensors
"""


def to_contiguous(tensor):
    if tensor.dim() == 1:
        return torch.tensor(tensor.tolist(), dtype=tensor.dtype)
    return torch.stack([to_contiguous(part) for part in tensor])
