"""Returns True where the tensor is contiguous and falls off the end, with None, where it is not.

Believed: None is as good as False.
Ask: what does your function print for the transpose of x?
Caught by: test_is_contiguous_on_the_example_in_the_lesson
"""


def is_contiguous(shape, strides):
    needed = contiguous_strides(shape)
    if 0 in shape or all(s == 1 or own == need for s, own, need in zip(shape, strides, needed, strict=True)):
        return True
