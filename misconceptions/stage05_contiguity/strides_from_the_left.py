"""Accumulates the sizes from the left: (10, 5) gets the strides (1, 10).

Believed: an axis's stride is the product of the sizes before it.
Ask: in torch.arange(50).view(10, 5), which number is right of 0, and which is below it?
Caught by: test_contiguous_strides_of_10_by_5_are_5_and_1
"""


def contiguous_strides(shape):
    strides, numbers = [], 1
    for size in shape:
        strides.append(numbers)
        numbers *= size
    return tuple(strides)
