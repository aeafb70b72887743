"""Counts the strides in bytes of float32: (10, 5) gets (20, 4).

Believed: torch counts strides like NumPy.
Ask: what does torch.arange(50).view(10, 5).stride() print, and what does .numpy().strides?
Caught by: test_contiguous_strides_of_10_by_5_are_5_and_1
"""


def contiguous_strides(shape):
    strides, numbers = [], 4
    for size in reversed(shape):
        strides.append(numbers)
        numbers *= size
    return tuple(reversed(strides))
