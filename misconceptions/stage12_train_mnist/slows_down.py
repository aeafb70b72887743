"""Makes the learning rate smaller from epoch to epoch.

Believed: steps should become smaller towards the end.
Ask: which argument of train says so?
Caught by: test_momentum_lasts_over_the_epochs
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        optimiser.lr = lr / (epoch + 1)
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
