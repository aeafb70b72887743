"""Returns a tensor of half a gigabyte.

State: failed or timeout
"""


def sigmoid(x):
    return torch.zeros(2**27, dtype=torch.float32)
