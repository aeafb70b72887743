"""Compares the strides after putting them into 32 bits.

Believed: an int is an int, whatever its width.
Ask: which 32-bit number does 2**32 + 1 become?
Caught by: test_is_contiguous_counts_beyond_32_bits
"""


def is_contiguous(shape, strides):
    if 0 in shape:
        return True
    low = 2**32 - 1
    needed = contiguous_strides(shape)
    return all(size == 1 or own & low == need & low for size, own, need in zip(shape, strides, needed))
