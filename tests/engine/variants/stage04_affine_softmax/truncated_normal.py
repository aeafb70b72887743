"""Draws a normal truncated at two standard deviations and rescaled, as Keras and JAX do."""


def lecun_normal(shape, fan_in, generator=None):
    low = 0.5 * (1 + torch.erf(torch.tensor(-2 / 2**0.5, dtype=torch.float64)))
    u = low + torch.rand(shape, generator=generator, dtype=torch.float64) * (1 - 2 * low)
    truncated = 2**0.5 * torch.erfinv(2 * u - 1)
    return (truncated / 0.87962566103423978 / fan_in**0.5).float()
