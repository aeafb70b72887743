"""Counts expanded and stepped axes as if the tensor were contiguous: takes a stride of 0 for 1.

Believed: a stride is at least 1, because every index has a place of its own.
Ask: how many numbers does the storage of torch.zeros(1).expand(5) hold?
Caught by: test_element_offset_stays_in_place_along_an_expanded_axis
"""


def element_offset(index, strides, storage_offset=0):
    return storage_offset + sum(step * (stride or 1) for step, stride in zip(index, strides, strict=True))
