"""Takes the absolute value of each number.

Believed: a weight says how important an input is, so it cannot be negative.
Ask: how would a class say that a pixel speaks against it?
Caught by: test_lecun_normal_has_mean_zero
"""


def lecun_normal(shape, fan_in, generator=None):
    return torch.randn(shape, generator=generator).abs() / fan_in**0.5
