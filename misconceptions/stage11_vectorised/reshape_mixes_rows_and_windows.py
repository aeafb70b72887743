"""Reshapes the maps to (N, OH, OW, k, k, F) in one step.

Believed: reshape cuts a picture into squares.
Ask: which four numbers does reshape put next to each other first, in a map of 4 columns?
Caught by: test_max_pool_forward_of_the_example_in_the_lesson
"""


def max_pool_forward(maps, k):
    n, h, w, f = maps.shape
    whole = maps[:, : h // k * k, : w // k * k]
    return whole.reshape(n, h // k, w // k, k, k, f).amax(dim=(3, 4))
