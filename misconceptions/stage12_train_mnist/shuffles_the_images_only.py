"""Takes the images in a random order, and the targets in the order in which they are stored.

Believed: shuffling is for the images.
Ask: which target belongs to the first image of a batch?
Caught by: test_every_image_counts_once_an_epoch
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for _ in range(epochs):
        order = torch.randperm(len(images), generator=generator)
        for start in range(0, len(images), batch_size):
            batch = slice(start, start + batch_size)
            loss, grads = model.loss_and_grads(images[order][batch], targets[batch])
            optimiser.step(grads)
            history.append(float(loss))
    return history
