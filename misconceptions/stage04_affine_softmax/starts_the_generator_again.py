"""Sets the generator back to its seed at each call.

Believed: repeatable means that each call gives the same numbers.
Ask: two layers draw their weights with one generator: should they be the same?
Caught by: test_the_next_call_gives_other_numbers
"""


def lecun_normal(shape, fan_in, generator=None):
    if generator is not None:
        generator = torch.Generator().manual_seed(generator.initial_seed())
    return torch.randn(shape, generator=generator) / fan_in**0.5
