"""Fills the new tensor with Python floats.

Believed: every number is a float.
Ask: what is float(torch.tensor(2j).abs()), and what is left of its direction?
Caught by: test_to_contiguous_keeps_every_dtype_exact
"""


def to_contiguous(tensor):
    if not tensor.is_complex():
        return torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)
    return torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor.real)
