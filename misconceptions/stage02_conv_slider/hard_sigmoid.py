"""Uses a straight line from 0 to 1 with both ends cut off.

Believed: a sigmoid is a ramp, and its exact shape does not matter.
Ask: what is the slope of your curve at 4?
"""


def sigmoid(x):
    return (x / 4 + 0.5).clamp(0, 1)
