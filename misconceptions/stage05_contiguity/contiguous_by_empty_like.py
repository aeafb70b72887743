"""Copies into torch.empty_like, which imitates the strides of a transposed tensor.

Believed: a newly made tensor is always contiguous.
Ask: what is torch.empty_like(x.t()).stride()?
Caught by: test_to_contiguous_gives_the_example_the_strides_10_and_1
"""


def to_contiguous(tensor):
    return torch.empty_like(tensor).copy_(tensor)
