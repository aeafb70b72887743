"""Uses sqrt(2/fan_in), the rule for layers that a ReLU follows.

Believed: one rule for random weights is as good as another.
Ask: what is the 2 in this rule for, and does anything here set half of the numbers to zero?
Caught by: test_lecun_normal_spreads_by_one_over_the_root_of_fan_in
"""


def lecun_normal(shape, fan_in, generator=None):
    return torch.randn(shape, generator=generator) * (2 / fan_in) ** 0.5
