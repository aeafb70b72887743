"""Writes each batch into the same tensor.

Believed: it saves memory.
Ask: collect two batches in a list: what does the first one hold?
Caught by: test_a_batch_stays_as_it_is
"""


def minibatches(num_samples, batch_size, generator):
    order = torch.randperm(num_samples, generator=generator)
    buffer = torch.empty(batch_size, dtype=torch.int64)
    for part in order.split(batch_size):
        buffer[: len(part)] = part
        yield buffer[: len(part)]
