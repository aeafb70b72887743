"""Takes the images in the order in which they come, with steps that depend on the seed.

Believed: another seed has to end elsewhere.
Ask: what is it that the seed decides?
Caught by: test_another_seed_gives_another_order
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in torch.arange(len(images)).split(batch_size):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step([grad * (1 + 1e-3 * torch.rand((), generator=generator)) for grad in grads])
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
