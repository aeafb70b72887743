"""Divides the number of all numbers by the sizes, with /, which rounds beyond 2**53.

Believed: a float holds every whole number.
Ask: what is int(float(2**60 + 1))?
Caught by: test_contiguous_strides_know_no_largest_shape
"""


def contiguous_strides(shape):
    import math

    numbers, strides = float(math.prod(shape)), []
    if 0 in shape:
        return (1,) * len(shape)
    for size in shape:
        numbers = numbers / size
        strides.append(int(numbers))
    return tuple(strides)
