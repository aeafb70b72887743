"""Multiplies the size of the axis itself in: (10, 5) gets the strides (50, 5).

Believed: one step along an axis passes all numbers of this axis.
Ask: how many numbers lie between x[0, 0] and x[0, 1]?
Caught by: test_contiguous_strides_of_10_by_5_are_5_and_1
"""


def contiguous_strides(shape):
    strides, numbers = [], 1
    for size in reversed(shape):
        numbers *= size
        strides.append(numbers)
    return tuple(reversed(strides))
