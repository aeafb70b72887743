"""Starts with weights of 0, for a first loss of exactly log(10), and with uniform kernels."""


class CNN(CNN):
    def __init__(self):
        self.kernels_theta = (torch.rand(8, 5, 5) - 0.5) * 0.7
        self.w, self.b = torch.zeros(1152, 10), torch.zeros(10)


def accuracy(model, images, targets):
    return (model.predict(images) == targets).float().mean()
