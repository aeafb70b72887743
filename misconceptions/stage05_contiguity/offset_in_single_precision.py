"""Adds up in a float32 tensor: positions beyond 16,777,216 are rounded.

Believed: float32 holds every whole number.
Ask: how many whole numbers can the 24 bits of a float32 mantissa tell apart, and how many pixels has MNIST?
Caught by: test_element_offset_finds_the_last_pixel_of_60000_digits
"""


def element_offset(index, strides, storage_offset=0):
    steps = torch.tensor(index, dtype=torch.float32) * torch.tensor(strides, dtype=torch.float32)
    return int(steps.sum()) + storage_offset
