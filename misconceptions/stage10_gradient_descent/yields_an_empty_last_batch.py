"""Counts one batch more than there are full ones, also where nothing is left.

Believed: there is always a rest.
Ask: what is the mean loss of a batch of no samples?
Caught by: test_every_batch_is_full_but_perhaps_the_last
"""


def minibatches(num_samples, batch_size, generator):
    order = torch.randperm(num_samples, generator=generator)
    for i in range(num_samples // batch_size + 1):
        yield order[i * batch_size : (i + 1) * batch_size]
