"""Copies into a buffer of the default dtype.

Believed: torch.empty takes the dtype of what is put into it.
Ask: what is the dtype of torch.empty(3), and what becomes of 2**53 + 1 in it?
Caught by: test_to_contiguous_gives_the_example_the_strides_10_and_1
"""


def to_contiguous(tensor):
    return torch.empty(tensor.shape).copy_(tensor)
