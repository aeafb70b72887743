"""Gives the shape () the strides (1,).

Believed: every tensor has a last axis, and its stride is 1.
Ask: how many axes does torch.tensor(3.0) have, and so how many strides?
Caught by: test_contiguous_strides_of_a_single_number_are_none
"""


def contiguous_strides(shape):
    strides = [1]
    for size in reversed(shape[1:]):
        strides.append(strides[-1] * size)
    return tuple(reversed(strides))
