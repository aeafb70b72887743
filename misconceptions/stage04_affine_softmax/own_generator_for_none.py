"""Makes a generator with a fresh seed of its own when it is given none.

Believed: None means any random numbers.
Ask: a program calls torch.manual_seed(0) to make its run repeatable: are your weights repeated?
Caught by: test_no_generator_means_torchs_global_one
"""


def lecun_normal(shape, fan_in, generator=None):
    if generator is None:
        generator = torch.Generator()
        generator.seed()
    return torch.randn(shape, generator=generator) / fan_in**0.5
