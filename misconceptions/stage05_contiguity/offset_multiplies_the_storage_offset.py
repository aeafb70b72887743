"""Adds the storage offset once for each axis, inside the sum.

Believed: every axis starts at the storage offset.
Ask: with a storage offset of 21, where is the number whose indices are all 0?
Caught by: test_element_offset_of_the_example_in_the_lesson
"""


def element_offset(index, strides, storage_offset=0):
    return sum(storage_offset + step * stride for step, stride in zip(index, strides, strict=True))
