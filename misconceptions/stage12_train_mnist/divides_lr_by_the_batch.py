"""Divides the learning rate by the number of images in the batch.

Believed: a gradient of many images is larger.
Ask: is the gradient a sum over the batch, or a mean?
Caught by: test_an_epoch_of_one_batch_is_one_step
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.lr = lr / len(chosen)
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
