"""Compares the strides with a tuple, from which every list differs.

Believed: (5, 1) and [5, 1] are equal.
Ask: what is [5, 1] == (5, 1)?
Caught by: test_is_contiguous_asks_every_axis
"""


def is_contiguous(shape, strides):
    if 0 in shape:
        return True
    needed = contiguous_strides(shape)
    return strides == tuple(own if size == 1 else need for size, own, need in zip(shape, strides, needed))
