"""Yields lists of numbers.

Believed: indices are indices.
Ask: which dtype do the indices have when your batch reaches the next layer?
Caught by: test_every_batch_is_full_but_perhaps_the_last
"""


def minibatches(num_samples, batch_size, generator):
    for part in torch.randperm(num_samples, generator=generator).split(batch_size):
        yield part.tolist()
