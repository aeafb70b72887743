"""Adds two uniform numbers, and scales the sum.

Believed: a sum of random numbers is normal.
Ask: how large can the sum of two numbers between 0 and 1 be, and how large can a normal number be?
Caught by: test_lecun_normal_is_bell_shaped
"""


def lecun_normal(shape, fan_in, generator=None):
    return (torch.rand((2, *shape), generator=generator).sum(dim=0) - 1) * (6 / fan_in) ** 0.5
