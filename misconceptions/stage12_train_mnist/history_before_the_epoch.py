"""Records the loss of all images when an epoch begins, in a pass of its own.

Believed: the loss of an epoch is that of the network at its beginning.
Ask: which network did the last batch of the epoch see?
Caught by: test_an_epoch_is_one_of_those_that_there_can_be
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        history.append(float(model.loss_and_grads(images, targets)[0]))
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
    return history
