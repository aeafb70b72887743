"""Adds a tuple to the shape, and so takes nothing but a tuple.

Believed: a Sequence is a tuple.
Ask: what is [10, 5] + (1,)?
Caught by: test_contiguous_strides_take_a_list_as_well_as_a_tuple
"""


def contiguous_strides(shape):
    strides, sizes = (), shape[1:] + (1,)
    for axis in range(len(shape)):
        numbers = 1
        for size in sizes[axis:]:
            numbers *= size
        strides = strides + (numbers,)
    return strides
