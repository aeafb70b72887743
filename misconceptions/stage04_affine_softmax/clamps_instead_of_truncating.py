"""Cuts outliers down to two standard deviations, which makes the spread smaller.

Believed: clamping and truncating are the same.
Ask: where do the numbers go that you cut down, and what does that do to the standard deviation?
Caught by: test_lecun_normal_spreads_by_one_over_the_root_of_fan_in
"""


def lecun_normal(shape, fan_in, generator=None):
    return torch.randn(shape, generator=generator).clamp(-2, 2) / fan_in**0.5
