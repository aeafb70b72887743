"""Loops without end, and catches whatever is raised to stop it.

State: timeout
"""


def sigmoid(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
