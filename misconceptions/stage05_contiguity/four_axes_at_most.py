"""Checks the last four axes, as many as a batch of images with channels has.

Believed: a tensor has four axes at most.
Ask: how many axes do the windows of a batch of images with channels have?
Caught by: test_is_contiguous_asks_every_axis
"""


def is_contiguous(shape, strides):
    if 0 in shape:
        return True
    needed = contiguous_strides(shape)
    return all(size == 1 or own == need for size, own, need in list(zip(shape, strides, needed))[-4:])
