"""Uses the winners of the first image for the whole batch.

Believed: the places of the maxima belong to the layer.
Ask: where is the largest number of the second image?
Caught by: test_only_the_largest_numbers_get_a_gradient
"""

_right = max_pool_backward


def max_pool_backward(maps, k, grad_out):
    return _right(maps[:1].expand_as(maps), k, grad_out)
