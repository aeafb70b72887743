"""Clamps x to -10 ... 10 before the exponential.

Believed: a sigmoid beyond 10 is 1 anyway, so the number that comes out does not matter.
Ask: how far is the sigmoid of -10 from that of -40, and what happens to the gradient in between?
Caught by: test_sigmoid_matches_its_formula
"""


def sigmoid(x):
    return 1 / (1 + torch.exp(-x.clamp(-10, 10)))
