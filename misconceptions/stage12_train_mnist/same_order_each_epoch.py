"""Starts the generator again with the same seed in each epoch.

Believed: the seed has to be set before it is used.
Ask: in which order do the images come in the second epoch?
Caught by: test_each_epoch_has_another_order
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        generator.manual_seed(seed)
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
