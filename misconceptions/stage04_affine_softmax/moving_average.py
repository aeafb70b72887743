"""Smooths the weights: each is made of two neighbours in a stream of normal numbers.

Believed: neighbouring pixels are alike, so neighbouring weights should be.
Ask: you know one weight: what do you know of the next?
Caught by: test_neighbours_are_not_alike
"""


def lecun_normal(shape, fan_in, generator=None):
    count = torch.Size(shape).numel()
    z = torch.randn(count + 1, generator=generator)
    return ((z[1:] + 3 * z[:-1]) / (10 * fan_in) ** 0.5).reshape(shape)
