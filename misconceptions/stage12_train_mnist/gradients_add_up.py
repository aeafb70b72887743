"""Adds the gradients of each call to those of the calls before.

Believed: gradients accumulate, as in torch.
Ask: which call sets them back to zero?
Caught by: test_loss_and_grads_remembers_nothing
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        loss, grads = super().loss_and_grads(images, targets)
        self.sums = [old + grad for old, grad in zip(getattr(self, "sums", [0, 0, 0]), grads)]
        return loss, self.sums
