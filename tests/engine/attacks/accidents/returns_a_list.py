"""Returns the right numbers in a list.

State: failed
Says: torch.Tensor
"""


def sigmoid(x):
    return (1 / (1 + torch.exp(-x))).tolist()
