"""Has a typing error in the name of a variable.

State: failed
Says: NameError
"""


def sigmoid(x):
    return 1 / (1 + torch.exp(-X))
