"""Keeps the copies by their numbers, and gives one copy to all who bring the same.

Believed: equal tensors may be one tensor.
Ask: you write into your copy: who else sees it?
Caught by: test_to_contiguous_gives_each_call_a_tensor_of_its_own
"""

COPIES = {}


def to_contiguous(tensor):
    key = tensor.shape, tensor.dtype, str(tensor.tolist())
    if key not in COPIES:
        COPIES[key] = torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)
    return COPIES[key]
