"""Ends the training when an epoch's loss is small, and repeats its last number in the history.

Believed: the rest would be a waste of time.
Ask: what does `epochs` say?
Caught by: test_training_goes_on_when_the_network_is_good
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
        history.append(total / len(images))
        if history[-1] < 0.05:
            return history + history[-1:] * (epochs - len(history))
    return history
