"""Makes normal numbers out of uniform ones, by Box and Muller."""


def lecun_normal(shape, fan_in, generator=None):
    u = 1 - torch.rand((2, *shape), generator=generator, dtype=torch.float64)
    normal = (-2 * u[0].log()).sqrt() * (2 * torch.pi * u[1]).cos()
    return (normal / fan_in**0.5).to(torch.float32)
