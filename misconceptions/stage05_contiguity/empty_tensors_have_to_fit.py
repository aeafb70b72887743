"""Checks the strides of tensors without numbers as well.

Believed: contiguity is about strides, whether or not there are numbers.
Ask: which number of a tensor of shape (0, 3) lies in the wrong place?
Caught by: test_is_contiguous_accepts_scalars_and_empty_tensors
"""


def is_contiguous(shape, strides):
    needed = contiguous_strides(shape)
    return all(size == 1 or own == need for size, own, need in zip(shape, strides, needed, strict=True))
