"""Shuffles with torch's global random numbers.

Believed: torch.randperm is random by itself.
Ask: who else could draw from the numbers that decide your order?
Caught by: test_a_generator_in_the_same_state_gives_the_same_batches
"""


def minibatches(num_samples, batch_size, generator):
    yield from torch.randperm(num_samples).split(batch_size)
