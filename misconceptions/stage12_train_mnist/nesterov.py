"""Takes a step of Nesterov's momentum.

Believed: it is the better momentum.
Ask: which formula has stage 10?
Caught by: test_momentum_lasts_over_the_epochs
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    vs = [torch.zeros_like(p) for p in model.parameters()]
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            vs = [momentum * v + g for v, g in zip(vs, grads)]
            for p, v, g in zip(model.parameters(), vs, grads):
                p -= lr * (g + momentum * v)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
