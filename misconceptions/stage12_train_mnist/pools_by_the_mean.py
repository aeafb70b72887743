"""Pools by the mean of each window, forward and backward.

Believed: any summary of a window will do.
Ask: what is the mean of 1 and -1, and what is the larger of them?
Caught by: test_pooling_keeps_the_largest_and_not_the_mean
"""


def max_pool_forward(maps, k):
    return maps.unfold(1, k, k).unfold(2, k, k).mean(dim=(-2, -1))


def max_pool_backward(maps, k, grad_out):
    return (grad_out / k**2).repeat_interleave(k, 1).repeat_interleave(k, 2)
