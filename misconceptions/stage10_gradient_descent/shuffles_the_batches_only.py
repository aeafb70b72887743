"""Cuts first, and shuffles the batches as wholes.

Believed: it is enough when the batches come in random order.
Ask: can the first and the last sample ever be in the same batch?
Caught by: test_any_two_samples_can_share_a_batch
"""


def minibatches(num_samples, batch_size, generator):
    full = num_samples // batch_size
    for i in torch.randperm(full, generator=generator).tolist():
        yield torch.arange(i * batch_size, (i + 1) * batch_size)
    if full * batch_size < num_samples:
        yield torch.arange(full * batch_size, num_samples)
