"""Draws from the global generator, whatever it is given.

Believed: the argument is there for others; torch finds its random numbers by itself.
Ask: when two calls are given generators of the same state, what should come back?
Caught by: test_a_generator_in_the_same_state_gives_the_same_numbers
"""


def lecun_normal(shape, fan_in, generator=None):
    return torch.randn(shape) / fan_in**0.5
