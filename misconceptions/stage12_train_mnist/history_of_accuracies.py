"""Records the accuracy on the training images after each epoch.

Believed: the history shows how good the network is.
Ask: which number is it that the steps make smaller?
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
            total += float(loss) * len(chosen)
        history.append(accuracy(model, images, targets))
    return history
