"""Computes in float64, and rounds at the end; the history is a tensor."""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__(generator)
        self.own = self.kernels_theta, self.w, self.b

    def parameters(self):
        return self.own

    def _layers(self, images):
        self.kernels_theta, self.w, self.b = (param.double() for param in self.own)
        return super()._layers(images.double())

    def forward(self, images):
        return super().forward(images).float()

    def loss_and_grads(self, images, targets):
        return super().loss_and_grads(images.double(), targets)


OWN_TRAIN = train


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    return torch.tensor(OWN_TRAIN(model, images, targets, epochs, lr, momentum, batch_size, seed))
