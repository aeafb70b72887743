"""Adds up in 32 bits, which end at 2,147,483,647.

Believed: a position is a whole number, and int32 holds whole numbers.
Ask: what is the position of the last number of a tensor (60000, 60000), and what is the largest int32?
Caught by: test_element_offset_finds_the_last_pixel_of_60000_digits
"""


def element_offset(index, strides, storage_offset=0):
    import numpy as np

    with np.errstate(all="ignore"):
        place = np.int64(storage_offset).astype(np.int32)
        for step, stride in zip(index, strides):
            place = place + np.int64(step * stride).astype(np.int32)
    return int(place)
