"""Gives exactly 0 to every x below -20.

Believed: e**-20 is as good as 0.
Ask: how many of its ten decimal places does sigmoid(-21) lose?
Caught by: test_sigmoid_matches_its_formula
"""


def sigmoid(x):
    return torch.where(x < -20, torch.zeros_like(x), 1 / (1 + torch.exp(-x)))
