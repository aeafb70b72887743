"""Draws with NumPy and keeps its float64.

Believed: a float is a float.
Ask: what does torch say when a float32 map meets float64 weights?
Caught by: test_lecun_normal_has_the_shape_that_is_asked_for
"""


def lecun_normal(shape, fan_in, generator=None):
    import numpy as np

    seed = int(torch.randint(2**31, (1,), generator=generator))
    return torch.from_numpy(np.random.default_rng(seed).normal(0, fan_in**-0.5, shape))
