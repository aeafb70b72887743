"""Reads a file that lies beside it by a path from the folder in which its author works.

State: failed
Says: FileNotFoundError
"""


def sigmoid(x):
    with open("numbers.txt") as file:
        return float(file.read()) / (1 + torch.exp(-x))
