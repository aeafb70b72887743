"""Fills the sigmoid in for negative and other numbers apart, through a mask."""


def sigmoid(x):
    out = torch.empty_like(x)
    negative = x < 0
    out[~negative] = 1 / (1 + torch.exp(-x[~negative]))
    small = torch.exp(x[negative])
    out[negative] = small / (1 + small)
    return out
