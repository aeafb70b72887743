"""Sets a fixed global seed when it is given no generator.

Believed: without a generator the numbers should be repeatable too.
Ask: what happens to all the other random numbers of a program that calls this function?
Caught by: test_the_next_call_gives_other_numbers
"""


def lecun_normal(shape, fan_in, generator=None):
    if generator is None:
        torch.manual_seed(0)
    return torch.randn(shape, generator=generator) / fan_in**0.5
