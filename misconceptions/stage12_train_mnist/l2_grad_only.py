"""Adds a small part of each parameter to its gradient.

Believed: regularisation belongs to the gradient.
Ask: of which loss is it the gradient?
Caught by: test_nothing_moves_where_there_is_nothing_to_learn
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        loss, grads = super().loss_and_grads(images, targets)
        return loss, [g + 1e-4 * p for g, p in zip(grads, self.parameters())]
