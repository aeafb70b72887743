"""Leaves a last batch out that is not full.

Believed: all batches have to be of the same size.
Ask: which images are never seen with 5 images and batches of 4?
Caught by: test_a_last_batch_that_is_short_counts_too
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            if len(chosen) < min(batch_size, len(images)):
                continue
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
