"""Lets the stride of an axis of size 1 be free only where the axis is the first.

Believed: the leading axis is never stepped over, so it is the only one that is free.
Ask: in the shape (3, 1, 2), which index of the middle axis multiplies its stride?
Caught by: test_is_contiguous_does_not_go_by_the_last_stride
"""


def is_contiguous(shape, strides):
    if 0 in shape:
        return True
    needed = contiguous_strides(shape)
    start = 1 if shape and shape[0] == 1 else 0
    return tuple(strides[start:]) == needed[start:]
