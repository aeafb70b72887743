"""Fills the last batch up with samples from the start of the epoch.

Believed: every batch must have the same shape.
Ask: how often does the first sample of the epoch count?
Caught by: test_an_epoch_has_every_index_exactly_once
"""


def minibatches(num_samples, batch_size, generator):
    order = torch.randperm(num_samples, generator=generator)
    missing = -num_samples % batch_size
    yield from torch.cat([order, order.repeat(batch_size)[:missing]]).split(batch_size)
