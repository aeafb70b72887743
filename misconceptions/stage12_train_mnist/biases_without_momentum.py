"""Gives the momentum to kernels and weights only.

Believed: biases are no weights.
Ask: which parameters does SGD step?
Caught by: test_momentum_lasts_over_the_epochs
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters()[:2], lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads[:2])
            model.b -= lr * grads[2]
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
