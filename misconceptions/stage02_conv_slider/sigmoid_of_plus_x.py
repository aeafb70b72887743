"""Takes exp(x) where the formula has exp(-x).

Believed: the sign makes no difference, because the curve is symmetric.
Ask: should the sigmoid of 10 be near 0 or near 1? Which one is yours?
Caught by: test_sigmoid_of_three_numbers
"""


def sigmoid(x):
    return 1 / (1 + torch.exp(x))
