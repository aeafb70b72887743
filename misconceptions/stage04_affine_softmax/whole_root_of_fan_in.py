"""Takes the root in whole numbers.

Believed: a number of inputs is whole, so its root is too.
Ask: what is the whole root of 7, and what the root?
Caught by: test_lecun_normal_spreads_by_one_over_the_root_of_fan_in
"""


def lecun_normal(shape, fan_in, generator=None):
    import math

    return torch.randn(shape, generator=generator) / math.isqrt(fan_in)
