"""Shuffles the batches, and not the images: the same ones are always together.

Believed: the order of the batches is the order of the images.
Ask: which images can be in a batch with the first one?
Caught by: test_batches_are_dealt_anew
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        blocks = torch.arange(len(images)).split(batch_size)
        for chosen in [blocks[int(i)] for i in torch.randperm(len(blocks), generator=generator)]:
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
