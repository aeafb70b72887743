"""Returns a tensor of the right shape and dtype without any numbers.

State: failed
"""


def sigmoid(x):
    return torch.empty_like(x, device="meta")
