"""Goes round in the stored order from a random start.

Believed: a random start makes an order random.
Ask: which sample always comes after sample 0?
Caught by: test_any_two_samples_can_share_a_batch
"""


def minibatches(num_samples, batch_size, generator):
    start = int(torch.randint(num_samples, (1,), generator=generator))
    yield from torch.arange(num_samples).roll(start).split(batch_size)
