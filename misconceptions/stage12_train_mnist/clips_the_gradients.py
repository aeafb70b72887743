"""Shortens the gradients to a length of 1 before each step.

Believed: large gradients are dangerous.
Ask: how long is a step with lr = 0.1 and a gradient of length 5?
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
            length = max(1.0, float(sum(grad.square().sum() for grad in grads)) ** 0.5)
            optimiser.step([grad / length for grad in grads])
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
