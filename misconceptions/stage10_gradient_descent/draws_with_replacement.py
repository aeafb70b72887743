"""Draws each index anew, whatever has come before.

Believed: random batches are random samples.
Ask: of 100 samples, how many do 100 such draws miss on average?
Caught by: test_an_epoch_has_every_index_exactly_once
"""


def minibatches(num_samples, batch_size, generator):
    yield from torch.randint(num_samples, (num_samples,), generator=generator).split(batch_size)
