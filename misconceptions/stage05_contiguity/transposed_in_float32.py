"""Builds the transpose through a float32 tensor.

Believed: tensors hold floats.
Ask: what is the dtype of torch.arange(50)?
Caught by: test_transposed_swaps_the_strides_of_the_example
"""


def transposed(tensor):
    return tensor.float().t()
