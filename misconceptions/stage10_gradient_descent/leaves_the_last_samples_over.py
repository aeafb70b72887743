"""Shuffles the samples that fill whole batches, and lets the last few always make up the short one.

Believed: a short batch is a nuisance, and it does not matter who is in it.
Ask: with 4,001 digits and batches of 32, which digit is alone in its batch, in every epoch?
Caught by: test_any_sample_can_be_left_over
"""


def minibatches(num_samples, batch_size, generator):
    whole = num_samples - num_samples % batch_size
    order = torch.cat([torch.randperm(whole, generator=generator), torch.arange(whole, num_samples)])
    for start in range(0, num_samples, batch_size):
        yield order[start : start + batch_size]
