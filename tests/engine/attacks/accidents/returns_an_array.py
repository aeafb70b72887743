"""Returns the right numbers in an array of NumPy.

State: failed
Says: torch.Tensor
"""


def sigmoid(x):
    return (1 / (1 + torch.exp(-x))).numpy()
