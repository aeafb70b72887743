"""Needs at least one axis.

Believed: a shape has at least one size.
Ask: what is the shape of torch.tensor(1.0)?
Caught by: test_lecun_normal_has_the_shape_that_is_asked_for
"""


def lecun_normal(shape, fan_in, generator=None):
    rows = [torch.randn(shape[1:], generator=generator) for _ in range(shape[0])]
    return torch.stack(rows) / fan_in**0.5
