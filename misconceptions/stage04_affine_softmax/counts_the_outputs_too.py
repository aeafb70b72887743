"""Uses sqrt(2/(fan_in + fan_out)), with the last size of the shape as fan-out.

Believed: LeCun and Xavier are two names of one rule.
Ask: which number appears in the variance of a sum: that of its terms, or that of the sums?
Caught by: test_lecun_normal_spreads_by_one_over_the_root_of_fan_in
"""


def lecun_normal(shape, fan_in, generator=None):
    return torch.randn(shape, generator=generator) * (2 / (fan_in + shape[-1])) ** 0.5
