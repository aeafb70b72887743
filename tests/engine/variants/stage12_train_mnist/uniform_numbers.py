"""Draws uniform numbers of the right spread, weights before kernels; accuracy is a tensor, the history a generator."""


class CNN(CNN):
    def __init__(self, generator=None):
        self.w = (torch.rand(1152, 10, generator=generator) - 0.5) * (12 / 1152) ** 0.5
        self.kernels_theta = (torch.rand(8, 5, 5, generator=generator) - 0.5) * 12**0.5 / 5
        self.b = torch.zeros(10)


def accuracy(model, images, targets):
    return (model.predict(images) == targets).float().mean()


OWN_TRAIN = train


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    return (loss for loss in OWN_TRAIN(model, images, targets, epochs, lr, momentum, batch_size, seed))
