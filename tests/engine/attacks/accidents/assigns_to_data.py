"""Writes its result into its argument by an assignment to `data`.

State: failed
"""


def sigmoid(x):
    x.data = 1 / (1 + torch.exp(-x))
    return x.clone()
