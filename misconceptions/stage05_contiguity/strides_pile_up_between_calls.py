"""Collects the strides in a default argument, which the next call finds full.

Believed: a default argument is made anew for each call.
Ask: what does your function return when you call it twice in a row?
Caught by: test_contiguous_strides_of_10_by_5_are_5_and_1
"""


def contiguous_strides(shape, strides=[]):  # noqa: B006
    numbers = 1
    for size in reversed(shape):
        strides.insert(0, numbers)
        numbers *= size
    return tuple(strides)
