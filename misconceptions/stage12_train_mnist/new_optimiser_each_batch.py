"""Makes a new SGD for each batch.

Believed: SGD is a formula, so it can be made where it is used.
Ask: what does the second step know of the first?
Caught by: test_momentum_carries_a_batch_into_the_next_ones
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            SGD(model.parameters(), lr, momentum).step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
