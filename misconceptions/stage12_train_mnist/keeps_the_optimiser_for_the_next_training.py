"""Keeps the optimiser on the network, and uses it again in the next training.

Believed: momentum should never be lost.
Ask: does the same network with the same data and seed give the same parameters again?
Caught by: test_the_same_seed_gives_the_same_parameters
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = model.optimiser = getattr(model, "optimiser", None) or SGD(model.parameters(), lr, momentum)
    optimiser.lr, optimiser.momentum = lr, momentum
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
