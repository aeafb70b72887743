"""Builds the transpose through a float32 tensor.

Believed: tensors hold floats.
Ask: what is the dtype of torch.arange(50)?
"""


def transposed(tensor):
    return tensor.float().t()
