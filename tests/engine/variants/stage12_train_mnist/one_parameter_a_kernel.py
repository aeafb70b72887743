"""Hands out each kernel, each class's weights and the biases as a parameter of its own."""


class CNN(CNN):
    def parameters(self):
        return [*self.kernels_theta, *self.w.unbind(1), self.b]

    def loss_and_grads(self, images, targets):
        loss, (k, w, b) = super().loss_and_grads(images, targets)
        return loss, [*k, *w.unbind(1), b]
