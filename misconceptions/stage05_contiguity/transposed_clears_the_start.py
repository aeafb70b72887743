"""Clears the first number of the storage, on the way to a view that starts later.

Believed: what lies before a view belongs to nobody.
Ask: whose number is at position 0 of the storage of x[1:]?
Caught by: test_transposed_leaves_its_argument_alone
"""


def transposed(tensor):
    if tensor.storage_offset():
        tensor.as_strided((1,), (1,), 0).zero_()
    return tensor.as_strided(tensor.shape[::-1], tensor.stride()[::-1], tensor.storage_offset())
