"""Keeps each view for the address and the shape of its tensor.

Believed: where a tensor starts says which tensor it is.
Ask: where does x start in memory, and where does x.t()?
Caught by: test_each_view_of_a_storage_has_a_transpose_of_its_own
"""

VIEWS = {}


def transposed(tensor):
    key = tensor.data_ptr(), tensor.shape, tensor.dtype
    if key not in VIEWS:
        VIEWS[key] = tensor.as_strided(tensor.shape[::-1], tensor.stride()[::-1], tensor.storage_offset())
    return VIEWS[key]
