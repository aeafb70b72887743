"""Keeps the indices in 16 bits.

Believed: fewer bits are faster.
Ask: what is the largest number that int16 can hold, and how many digits has MNIST?
Caught by: test_every_batch_is_full_but_perhaps_the_last
"""


def minibatches(num_samples, batch_size, generator):
    yield from torch.randperm(num_samples, generator=generator, dtype=torch.int16).split(batch_size)
