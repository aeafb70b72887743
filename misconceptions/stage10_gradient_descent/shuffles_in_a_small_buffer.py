"""Shuffles each 2,000 samples among themselves.

Believed: a few thousand samples mix as well as all of them.
Ask: how far from its place can a sample get?
Caught by: test_an_epoch_of_60000_digits_mixes_them_all
"""


def minibatches(num_samples, batch_size, generator):
    parts = torch.arange(num_samples).split(2000)
    order = torch.cat([part[torch.randperm(len(part), generator=generator)] for part in parts])
    yield from order.split(batch_size)
