"""Seeds the global generator with the seed of the one it is given, and draws from that.

Believed: a generator is just a box around its seed.
Ask: what has changed in the generator after a call, and what should have?
Caught by: test_the_next_call_gives_other_numbers
"""


def lecun_normal(shape, fan_in, generator=None):
    if generator is not None:
        torch.manual_seed(generator.initial_seed())
    return torch.randn(shape) / fan_in**0.5
