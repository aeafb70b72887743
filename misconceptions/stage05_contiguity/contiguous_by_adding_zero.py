"""Adds 0 to get a new tensor: the sum keeps the order of the strides, and turns truth values into numbers.

Believed: the result of any arithmetic is contiguous.
Ask: what is (x.t() + 0).stride()?
"""


def to_contiguous(tensor):
    return tensor + 0
