"""Unpacks the shape into two sizes.

Believed: weights are always a matrix.
Ask: what shape do the kernels of a convolution have, and a vector of biases?
Caught by: test_lecun_normal_has_the_shape_that_is_asked_for
"""


def lecun_normal(shape, fan_in, generator=None):
    rows, columns = shape
    return torch.randn(rows, columns, generator=generator) / fan_in**0.5
