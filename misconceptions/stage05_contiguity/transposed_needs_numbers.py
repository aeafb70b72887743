"""Refuses a matrix without numbers.

Believed: an empty matrix is a mistake.
Ask: what is the shape of the transpose of a matrix (0, 3)?
Caught by: test_transposed_takes_a_matrix_without_numbers
"""


def transposed(tensor):
    if not tensor.numel():
        raise ValueError("there is nothing to transpose")
    return tensor.as_strided(tensor.shape[::-1], tensor.stride()[::-1], tensor.storage_offset())
