"""Has a breakpoint that was forgotten.

State: failed
Says: BdbQuit
"""


def sigmoid(x):
    out = 1 / (1 + torch.exp(-x))
    breakpoint()
    return out
