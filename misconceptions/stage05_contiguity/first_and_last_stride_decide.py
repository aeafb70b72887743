"""Looks at the first stride and the last one, and at none between them.

Believed: what is right at both ends is right in the middle.
Ask: x[:, ::2] of a tensor with three axes: which of its strides changed?
Caught by: test_is_contiguous_asks_every_axis
"""


def is_contiguous(shape, strides):
    if 0 in shape or not shape:
        return True
    needed = contiguous_strides(shape)
    return all(shape[axis] == 1 or strides[axis] == needed[axis] for axis in (0, -1))
