"""Trains with a mirrored batch now and then.

Believed: more pictures teach more.
Ask: which digit is a mirrored 2?
Caught by: test_momentum_lasts_over_the_epochs
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            x = images[chosen]
            if float(torch.rand((), generator=generator)) < 0.5:
                x = x.flip(2)
            loss, grads = model.loss_and_grads(x, targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
