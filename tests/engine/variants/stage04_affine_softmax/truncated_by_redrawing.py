"""Draws numbers beyond two standard deviations again, and rescales."""


def lecun_normal(shape, fan_in, generator=None):
    drawn = torch.randn(shape, generator=generator)
    while (outside := drawn.abs() > 2).any():
        drawn[outside] = torch.randn(int(outside.sum()), generator=generator)
    return drawn / 0.8796 * fan_in**-0.5
