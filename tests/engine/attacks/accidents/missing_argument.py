"""Takes another argument that nobody gives.

State: failed
Says: TypeError
"""


def sigmoid(x, steepness):
    return 1 / (1 + torch.exp(-steepness * x))
