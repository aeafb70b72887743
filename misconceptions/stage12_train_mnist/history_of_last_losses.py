"""Records the loss of each epoch's last batch.

Believed: the last loss of an epoch is its loss.
Ask: what do the other batches of the epoch say?
Caught by: test_the_history_has_the_mean_loss_of_each_epoch
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
            total = float(loss)
        history.append(total)
    return history
