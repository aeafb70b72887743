"""Uses the last sixteen bits of the seed.

Believed: a seed is a small number.
Ask: which two seeds give the same order?
Caught by: test_another_seed_gives_another_order
"""

OWN_TRAIN = train


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    return OWN_TRAIN(model, images, targets, epochs, lr, momentum, batch_size, seed & 0xFFFF)
