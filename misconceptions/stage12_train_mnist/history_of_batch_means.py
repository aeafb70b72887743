"""Records the mean of the batches' losses, a short batch as much as a full one.

Believed: the mean of means is the mean.
Ask: five images in batches of four: how much does the fifth one count?
Caught by: test_the_history_has_the_mean_loss_of_each_epoch
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        losses = []
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            losses.append(float(loss))
        history.append(sum(losses) / len(losses))
    return history
