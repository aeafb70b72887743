"""Draws a seed from the generator, and sets torch's global one to it.

Believed: a seed makes a program repeatable, so more of it is better.
Ask: what do the random numbers of the rest of the program depend on now?
Caught by: test_global_random_numbers_go_on_undisturbed
"""


def minibatches(num_samples, batch_size, generator):
    torch.manual_seed(int(torch.randint(2**31, (1,), generator=generator)))
    yield from torch.randperm(num_samples).split(batch_size)
