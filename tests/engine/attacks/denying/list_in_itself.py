"""Returns a list that contains itself.

State: failed
Says: nested too deeply
"""


def sigmoid(x):
    found = []
    found.append(found)
    return found
