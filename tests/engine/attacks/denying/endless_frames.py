"""Says that its error passed through a file and a function whose names have two million letters each.

State: failed
"""

from attacker import raised, send


def sigmoid(x):
    send(raised(frames=["list", ["list", "f" * (2 << 20), 1, "g" * (2 << 20)]]))
