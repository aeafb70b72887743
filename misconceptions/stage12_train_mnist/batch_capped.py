"""Takes no more than 64 images into a batch.

Believed: large batches do not fit into the memory.
Ask: which argument says how many images make a step?
Caught by: test_loss_and_gradients_of_many_images_are_means
"""

OWN_TRAIN = train


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    return OWN_TRAIN(model, images, targets, epochs, lr, momentum, min(batch_size, 64), seed)
