"""Says that it failed at infinity, in a file of many names.

State: failed or crashed
"""

from attacker import raised, send


def sigmoid(x):
    line = {(3,): float("inf"), (5,): "9" * 5000}.get(tuple(x.shape), -(10**30))
    send(raised(frames=["list", *[["list", "../" * 1000 + "\0", line, "f\x1b[2J"]] * 60]))
    return x
