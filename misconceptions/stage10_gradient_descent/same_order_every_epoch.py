"""Makes a new generator from the seed of the one that it is given.

Believed: a seed has to be set again to be of use.
Ask: what does your generator draw in the second epoch?
Caught by: test_each_epoch_has_other_batches
"""


def minibatches(num_samples, batch_size, generator):
    own = torch.Generator().manual_seed(generator.initial_seed())
    yield from torch.randperm(num_samples, generator=own).split(batch_size)
