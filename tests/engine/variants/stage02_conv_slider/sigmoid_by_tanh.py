"""Takes the sigmoid from tanh: (1 + tanh(x / 2)) / 2."""


def sigmoid(x):
    return (1 + torch.tanh(x / 2)) / 2
