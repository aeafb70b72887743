"""Flattens x with view before it works on each number.

Believed: view works on every tensor.
Ask: what does x.t().view(-1) say, and why?
Caught by: test_sigmoid_keeps_shape_and_dtype
"""


def sigmoid(x):
    return (1 / (1 + torch.exp(-x.view(-1)))).view(x.shape)
