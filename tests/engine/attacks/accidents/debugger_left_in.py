"""Has a debugger that was forgotten, in its older spelling.

State: failed
Says: BdbQuit
"""


def sigmoid(x):
    import pdb

    pdb.set_trace()
    return 1 / (1 + torch.exp(-x))
