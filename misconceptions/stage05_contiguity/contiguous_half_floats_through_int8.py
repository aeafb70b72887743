"""Brings the two-byte floats through a type that NumPy has too.

Believed: numbers of half precision have no fractions worth keeping.
Ask: what is torch.tensor(1.25, dtype=torch.bfloat16).to(torch.int8)?
Caught by: test_to_contiguous_takes_every_dtype
"""


def to_contiguous(tensor):
    half = tensor.dtype in (torch.float16, torch.bfloat16)
    return torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor.to(torch.int8) if half else tensor)
