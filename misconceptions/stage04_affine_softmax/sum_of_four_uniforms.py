"""Adds four uniform numbers, and scales the sum.

Believed: four are enough for the bell.
Ask: of 1,000 normal numbers about three lie beyond three deviations: how many of yours do?
Caught by: test_lecun_normal_is_bell_shaped
"""


def lecun_normal(shape, fan_in, generator=None):
    return (torch.rand((4, *shape), generator=generator).sum(dim=0) - 2) * (3 / fan_in) ** 0.5
