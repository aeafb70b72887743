"""Keeps the copy of each tensor, and hands it out again when the same tensor comes back.

Believed: the same tensor holds the same numbers.
Ask: you write into a tensor between two calls: what should the second call give?
Caught by: test_to_contiguous_remembers_no_tensor
"""

COPIES = {}


def to_contiguous(tensor):
    if id(tensor) not in COPIES or COPIES[id(tensor)][0] is not tensor:
        COPIES[id(tensor)] = tensor, torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)
    return COPIES[id(tensor)][1]
