"""Draws each batch anew from all the images.

Believed: a random batch is a random batch.
Ask: how many of the images does an epoch miss?
Caught by: test_every_image_counts_once_an_epoch
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in torch.randint(len(images), (len(images),), generator=generator).split(batch_size):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
