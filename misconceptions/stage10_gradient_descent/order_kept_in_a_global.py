"""Keeps the order of the epoch in a global of the module.

Believed: there is one epoch at a time, so one order is enough.
Ask: one epoch is under way when another begins: whose order does the first one go on with?
Caught by: test_epochs_that_take_turns_do_not_disturb_each_other
"""

ORDER = []


def minibatches(num_samples, batch_size, generator):
    ORDER[:] = torch.randperm(num_samples, generator=generator).tolist()
    for start in range(0, num_samples, batch_size):
        yield torch.tensor(ORDER[start : min(start + batch_size, num_samples)])
