"""Returns the function and not what it gives.

State: failed
Says: should be a torch.Tensor
"""


def sigmoid(x):
    return torch.sigmoid
