"""Keeps its running maximum in a slice of the maps.

Believed: the first slice is a tensor of its own.
Ask: does maps[:, 0::2, 0::2] copy anything?
Caught by: test_max_pool_forward_leaves_the_maps_alone
"""


def _slices(maps, k):
    height, width = maps.shape[1] // k * k, maps.shape[2] // k * k
    return [maps[:, i:height:k, j:width:k] for i in range(k) for j in range(k)]


def max_pool_forward(maps, k):
    tops, *others = _slices(maps, k)
    for numbers in others:
        torch.maximum(tops, numbers, out=tops)
    return tops
