"""Swaps the sizes and keeps the strides.

Believed: the shape alone says how a tensor is read.
Ask: where in storage does your transpose look for its number [0, 1]?
Caught by: test_transposed_swaps_the_strides_of_the_example
"""


def transposed(tensor):
    height, width = tensor.shape
    return tensor.as_strided((width, height), tensor.stride(), tensor.storage_offset())
