"""Takes the sigmoid in two branches, neither of which overflows."""


def sigmoid(x):
    small = torch.exp(-x.abs())
    return torch.where(x >= 0, 1 / (1 + small), small / (1 + small))
