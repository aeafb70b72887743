"""Returns a gradient for the rows and columns that fill whole windows.

Believed: what was not pooled has no gradient.
Ask: the map had 3 rows. How many has a gradient that can be used for it?
Caught by: test_max_pool_backward_has_the_shape_and_dtype_of_the_maps
"""

_right = max_pool_backward


def max_pool_backward(maps, k, grad_out):
    return _right(maps[:, : maps.shape[1] // k * k, : maps.shape[2] // k * k], k, grad_out)
