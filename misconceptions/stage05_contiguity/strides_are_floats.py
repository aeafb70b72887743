"""Multiplies the sizes with np.prod, which gives the float 1.0 for no sizes at all.

Believed: a product of whole numbers is a whole number, so its type needs no thought.
Ask: what is the type of np.prod(()), and can as_strided step by it?
Caught by: test_contiguous_strides_of_10_by_5_are_5_and_1
"""


def contiguous_strides(shape):
    import numpy as np

    return tuple(np.prod(shape[axis + 1 :]) for axis in range(len(shape)))
