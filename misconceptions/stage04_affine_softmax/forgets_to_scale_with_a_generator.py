"""Rescales only in the branch without a generator.

Believed: both branches had been tested.
Ask: what is the standard deviation of your numbers with a generator?
Caught by: test_lecun_normal_spreads_by_one_over_the_root_of_fan_in
"""


def lecun_normal(shape, fan_in, generator=None):
    if generator is not None:
        return torch.randn(shape, generator=generator)
    return torch.randn(shape) / fan_in**0.5
