"""Counts its own calls and adds the count to the seed of the generator.

Believed: a generator is only a way to hand a seed over.
Ask: what comes out when you put the generator back to an earlier state?
Caught by: test_a_generator_put_back_gives_the_same_batches_again
"""

EPOCHS = [0]


def minibatches(num_samples, batch_size, generator):
    EPOCHS[0] += 1
    own = torch.Generator().manual_seed(generator.initial_seed() % 2**40 + EPOCHS[0])
    yield from torch.randperm(num_samples, generator=own).split(batch_size)
