"""Draws the orders of all epochs before the first; sorted batches; parameters and gradients are generators."""

import random


class CNN(CNN):
    def parameters(self):
        yield from super().parameters()

    def loss_and_grads(self, images, targets):
        loss, grads = super().loss_and_grads(images, targets)
        return [loss, (grad for grad in grads)]

    def predict(self, images):
        return torch.cat(
            [self.forward(images[i : i + 100]).sort(dim=1).indices[:, -1] for i in range(0, len(images), 100)]
        )


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator, numbers = random.Random(seed), range(len(images))
    orders = [generator.sample(numbers, len(numbers)) for _ in range(epochs)]
    optimiser, history = SGD(list(model.parameters()), lr, momentum), []
    for order in orders:
        losses = torch.zeros(len(images))
        for start in numbers[::batch_size]:
            batch = torch.tensor(sorted(order[start : start + batch_size]))
            loss, grads = model.loss_and_grads(images[batch], targets[batch])
            optimiser.step(list(grads))
            losses[batch] = loss
        history.append(losses.mean())
    return tuple(history)
