"""Loops over rows and columns, and so works for two axes only.

Believed: a sigmoid is only ever taken of an image.
Ask: how many axes does the output (OH, OW, F) have?
Caught by: test_sigmoid_of_three_numbers
"""


def sigmoid(x):
    out = torch.zeros_like(x)
    for row in range(x.shape[0]):
        for column in range(x.shape[1]):
            out[row, column] = 1 / (1 + torch.exp(-x[row, column]).sum())
    return out
