"""Shuffles with torch's global random numbers.

Believed: a shuffle is random, whatever the seed.
Ask: how would you repeat a training that went wrong?
Caught by: test_the_same_seed_gives_the_same_parameters
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.default_generator
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
