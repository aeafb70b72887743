"""Returns a zero for each epoch.

Believed: the history is a list with one number for each epoch.
Ask: which numbers would show you that the training diverges?
Caught by: test_the_history_has_the_mean_loss_of_each_epoch
"""

OWN_TRAIN = train


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    return [0.0 for _ in OWN_TRAIN(model, images, targets, epochs, lr, momentum, batch_size, seed)]
