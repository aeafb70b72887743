"""Returns NaN, which is neither more nor less than what is expected.

State: failed
"""


def sigmoid(x):
    return torch.full_like(x, torch.nan)
