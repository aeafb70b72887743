"""Takes the sigmoid through its logarithm."""


def sigmoid(x):
    return torch.exp(-torch.logaddexp(torch.zeros_like(x), -x))
