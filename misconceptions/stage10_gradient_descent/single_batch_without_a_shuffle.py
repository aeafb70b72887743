"""Does not shuffle when all samples fit into one batch.

Believed: inside a batch the order does not matter, so there is nothing to draw.
Ask: the generator also decides the next epoch: where does it stand after this one?
Caught by: test_an_epoch_moves_the_generator_on
"""


def minibatches(num_samples, batch_size, generator):
    if batch_size >= num_samples:
        yield torch.arange(num_samples)
        return
    yield from torch.randperm(num_samples, generator=generator).split(batch_size)
