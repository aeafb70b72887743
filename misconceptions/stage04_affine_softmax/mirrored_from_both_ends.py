"""Draws half of the weights, and lets the other half mirror them from the end.

Believed: weights that cancel out start the training in balance.
Ask: you know the first weight: what do you know of the last one?
Caught by: test_no_weight_knows_another
"""


def lecun_normal(shape, fan_in, generator=None):
    count = torch.Size(shape).numel()
    half = torch.randn((count + 1) // 2, generator=generator)
    return torch.cat([half, -half.flip(0)[count % 2 :]]).reshape(shape) / fan_in**0.5
