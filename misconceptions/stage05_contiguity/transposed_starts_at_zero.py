"""Hands as_strided the storage offset 0.

Believed: the offset of as_strided counts from the first number of the tensor.
Ask: which number of the storage is the first one of x[4:, 1:], and which is the first of its transpose?
Caught by: test_transposed_turns_columns_into_rows
"""


def transposed(tensor):
    return tensor.as_strided(tensor.shape[::-1], tensor.stride()[::-1], 0)
