"""Adds 0 to get a new tensor: the sum keeps the order of the strides, and turns truth values into numbers.

Believed: the result of any arithmetic is contiguous.
Ask: what is (x.t() + 0).stride()?
Caught by: test_to_contiguous_gives_the_example_the_strides_10_and_1
"""


def to_contiguous(tensor):
    return tensor + 0
