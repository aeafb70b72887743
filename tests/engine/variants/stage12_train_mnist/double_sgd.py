"""Keeps the velocities in float64, and steps by itself."""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    vs = [torch.zeros_like(p, dtype=torch.float64) for p in model.parameters()]
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            vs = [momentum * v + g.double() for v, g in zip(vs, grads)]
            for p, v in zip(model.parameters(), vs):
                p.copy_(p.double() - lr * v)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
