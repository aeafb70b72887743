"""Leaves out the last batch where it is not full.

Believed: a smaller batch would disturb the training.
Ask: which samples of 60,000 are never seen with batches of 7,000?
Caught by: test_seven_samples_in_batches_of_three_come_as_three_and_three_and_one
"""


def minibatches(num_samples, batch_size, generator):
    order = torch.randperm(num_samples, generator=generator)
    for i in range(num_samples // batch_size):
        yield order[i * batch_size : (i + 1) * batch_size]
