"""Takes the first size of the shape as the fan-in, and ignores the argument.

Believed: the first axis of a weight tensor is always the axis of the inputs.
Ask: for kernels (8, 5, 5), how many inputs does one output sum over?
Caught by: test_lecun_normal_spreads_by_one_over_the_root_of_fan_in
"""


def lecun_normal(shape, fan_in, generator=None):
    return torch.randn(shape, generator=generator) / shape[0] ** 0.5
