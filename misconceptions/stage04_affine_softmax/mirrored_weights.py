"""Draws half of the weights, and takes their negatives for the other half.

Believed: so the mean is exactly 0, and what is exact is better.
Ask: the mean of all weights is exactly 0: is that what independent numbers do?
Caught by: test_sums_of_weights_spread_by_the_root_of_their_number
"""


def lecun_normal(shape, fan_in, generator=None):
    count = torch.Size(shape).numel()
    half = torch.randn((count + 1) // 2, generator=generator)
    return torch.cat([half, -half])[:count].reshape(shape) / fan_in**0.5
