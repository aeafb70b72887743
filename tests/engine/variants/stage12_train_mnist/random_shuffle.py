"""Shuffles one list with Python's generator, again for each epoch; the history is an iterator."""

import random


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = random.Random(seed)
    order = list(range(len(images)))
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        generator.shuffle(order)
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return iter(history)
