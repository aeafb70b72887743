"""Makes a new SGD for each epoch.

Believed: each epoch is a new beginning.
Ask: what happens to the velocities at the end of an epoch?
Caught by: test_momentum_lasts_over_the_epochs
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        optimiser = SGD(model.parameters(), lr, momentum)
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
