"""Takes ever more memory, and writes into all of it.

State: failed or timeout
"""


def sigmoid(x):
    hoard = []
    while True:
        hoard.append(bytearray(b"x") * 100_000_000)
