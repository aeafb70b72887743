"""Ignores the storage offset.

Believed: every tensor starts at the first number of its storage.
Ask: where in the storage of x is the first number of x[4:, 1:]?
Caught by: test_element_offset_of_the_example_in_the_lesson
"""


def element_offset(index, strides, storage_offset=0):
    return sum(step * stride for step, stride in zip(index, strides, strict=True))
