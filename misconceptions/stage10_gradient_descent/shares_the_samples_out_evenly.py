"""Makes as many batches as are needed, all of about the same length.

Believed: batches that differ by one sample at most are the fairest.
Ask: how long is the first batch of 7 samples with a batch size of 3?
Caught by: test_seven_samples_in_batches_of_three_come_as_three_and_three_and_one
"""


def minibatches(num_samples, batch_size, generator):
    order = torch.randperm(num_samples, generator=generator)
    return order.tensor_split(-(-num_samples // batch_size))
