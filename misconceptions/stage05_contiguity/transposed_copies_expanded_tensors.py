"""Copies a tensor with a stride of 0 first, to be safe.

Believed: several indices of one number in memory cannot be transposed.
Ask: does it matter to as_strided whether a stride is 0?
Caught by: test_transposed_shares_its_numbers_with_its_argument
"""


def transposed(tensor):
    if 0 in tensor.stride():
        tensor = torch.stack(tensor.unbind())
    return tensor.as_strided(tensor.shape[::-1], tensor.stride()[::-1], tensor.storage_offset())
