"""Stacks the sigmoids along the first axis: a tensor without axes, or without numbers, has none.

Believed: a tensor is a list of something.
Ask: what is len(torch.tensor(0.5)), and what is torch.stack([])?
Caught by: test_sigmoid_keeps_shape_and_dtype
"""


def sigmoid(x):
    return torch.stack([1 / (1 + torch.exp(-part)) for part in x])
