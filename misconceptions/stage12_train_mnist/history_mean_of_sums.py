"""Sums the losses of each batch's images, and takes the mean of the batches.

Believed: a mean is a sum over the number of summands.
Ask: how many images are there, and how many batches?
Caught by: test_the_history_has_the_mean_loss_of_each_epoch
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        sums = []
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            sums.append(float(loss) * len(chosen))
        history.append(sum(sums) / len(sums))
    return history
