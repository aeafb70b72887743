"""Draws evenly spread numbers, of the right standard deviation.

Believed: random is random, as long as the standard deviation is right.
Ask: how many of your numbers lie beyond two standard deviations, and how many of a normal distribution do?
Caught by: test_lecun_normal_is_bell_shaped
"""


def lecun_normal(shape, fan_in, generator=None):
    bound = (3 / fan_in) ** 0.5
    return (2 * torch.rand(shape, generator=generator) - 1) * bound
