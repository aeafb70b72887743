"""Returns a text of a thousand million letters.

State: failed or timeout
"""


def sigmoid(x):
    return "x" * 10**9
