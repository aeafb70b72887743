"""Never puts the sum of the losses back to 0.

Believed: a sum starts at 0 once.
Ask: what is the sum at the beginning of the second epoch?
Caught by: test_the_history_has_the_mean_loss_of_each_epoch
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    total = 0.0
    for epoch in range(epochs):
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
