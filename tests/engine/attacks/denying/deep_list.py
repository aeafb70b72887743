"""Returns a list in a list in a list, a hundred thousand deep.

State: failed
Says: nested too deeply
"""


def sigmoid(x):
    found = []
    for _ in range(100_000):
        found = [found]
    return found
