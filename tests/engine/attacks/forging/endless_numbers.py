"""Returns a tensor of 10**13 numbers that are all in one place.

State: failed
"""


def sigmoid(x):
    return torch.full((1,), 0.5, dtype=x.dtype).expand(10**6, 10**7)
