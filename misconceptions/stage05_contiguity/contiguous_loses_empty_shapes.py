"""Goes through nested lists, which forget the axes behind a size 0.

Believed: a nested list knows its shape.
Ask: what is torch.empty(0, 3).tolist()?
Caught by: test_to_contiguous_keeps_scalars_and_empty_tensors
"""


def to_contiguous(tensor):
    return torch.tensor(tensor.tolist(), dtype=tensor.dtype)
