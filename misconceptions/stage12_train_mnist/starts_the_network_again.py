"""Draws new parameters at the start of a training.

Believed: a training starts with random weights.
Ask: what if you want to train for one more epoch?
Caught by: test_training_goes_on_from_where_the_network_is
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    for param, fresh in zip(model.parameters(), CNN().parameters()):
        param.copy_(fresh)
    generator = torch.Generator().manual_seed(seed)
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
