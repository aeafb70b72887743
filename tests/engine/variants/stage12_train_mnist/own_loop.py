"""Shuffles with NumPy, a new generator for each epoch, and steps by itself; the short batch comes first."""

import numpy as np


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    params, history = model.parameters(), []
    velocities = [torch.zeros_like(param) for param in params]
    for epoch in range(epochs):
        order = torch.from_numpy(np.random.default_rng([seed, epoch]).permutation(len(images)))
        rest = len(images) % batch_size
        batches = [order[:rest]] * (rest > 0) + [*order[rest:].split(batch_size)] * (len(order) > rest)
        losses = []
        for batch in batches:
            loss, grads = model.loss_and_grads(images[batch], targets[batch])
            for i, grad in enumerate(grads):
                velocities[i] = momentum * velocities[i] - lr * grad
                params[i].add_(velocities[i])
            losses += [float(loss)] * len(batch)
        history.append(np.mean(losses))
    return history
