"""Takes the images in the order in which they are stored.

Believed: every image is used once, so the order does not matter.
Ask: the digits are stored class by class: what does the network learn last?
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
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
