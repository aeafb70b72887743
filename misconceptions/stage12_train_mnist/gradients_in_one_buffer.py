"""Writes the gradients of every call into the same tensors.

Believed: that saves memory, and they are used up by the step.
Ask: what does somebody see who has kept the gradients of the call before?
Caught by: test_loss_and_grads_remembers_nothing
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        loss, grads = super().loss_and_grads(images, targets)
        if not hasattr(self, "buffers"):
            self.buffers = [torch.empty_like(grad) for grad in grads]
        for buffer, grad in zip(self.buffers, grads):
            buffer.copy_(grad)
        return loss, self.buffers
