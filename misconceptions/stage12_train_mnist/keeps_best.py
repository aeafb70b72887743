"""Puts back the parameters of the epoch with the smallest loss.

Believed: the best network is the one to keep.
Ask: what do the parameters hold after an epoch that made the loss larger?
Caught by: test_training_goes_on_when_the_loss_rises
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history, best = [], None
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
        now = float(model.loss_and_grads(images, targets)[0])
        if best is None or now < best[0]:
            best = now, [p.clone() for p in model.parameters()]
    for p, b in zip(model.parameters(), best[1] if best else model.parameters()):
        p.copy_(b)
    return history
