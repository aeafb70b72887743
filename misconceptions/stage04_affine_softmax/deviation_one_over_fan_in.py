"""Uses 1/fan_in as the standard deviation.

Believed: "LeCun 1/N" names the standard deviation; it is the variance.
Ask: if each of 100 terms has standard deviation 1/100, what is that of their sum?
Caught by: test_lecun_normal_spreads_by_one_over_the_root_of_fan_in
"""


def lecun_normal(shape, fan_in, generator=None):
    return torch.randn(shape, generator=generator) / fan_in
