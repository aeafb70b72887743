"""Reads the storage from left to right into the shape, instead of reading the tensor.

Believed: the numbers only need other strides to become contiguous.
Ask: which numbers are in the first row of x.t(), and which are in the first row of your result?
Caught by: test_to_contiguous_gives_the_example_the_strides_10_and_1
"""


def to_contiguous(tensor):
    numbers = tensor.as_strided((tensor.numel(),), (1,), tensor.storage_offset())
    return torch.tensor(numbers.tolist(), dtype=tensor.dtype).view(tensor.shape)
