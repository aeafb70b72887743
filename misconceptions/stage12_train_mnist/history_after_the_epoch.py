"""Records the loss of all images when the epoch is over.

Believed: the loss of an epoch is that of the network at its end.
Ask: which network did the first batch of the epoch see?
Caught by: test_the_history_has_the_losses_before_the_steps
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(float(model.loss_and_grads(images, targets)[0]))
    return history
