"""Takes a small step downhill inside loss_and_grads.

Believed: computing gradients is what training is.
Ask: what does a second call with the same images return?
Caught by: test_loss_and_grads_changes_nothing
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        loss, grads = super().loss_and_grads(images, targets)
        for param, grad in zip(self.parameters(), grads):
            param -= 0.01 * grad
        return loss, grads
