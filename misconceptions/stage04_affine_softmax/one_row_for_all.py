"""Draws one row of weights and repeats it.

Believed: random numbers in one row are random enough for all.
Ask: two inputs that have the same weights for every class: can the layer tell them apart?
Caught by: test_lecun_normal_repeats_no_row_and_no_column
"""


def lecun_normal(shape, fan_in, generator=None):
    return torch.randn(shape[-1:], generator=generator).expand(shape).clone() / fan_in**0.5
