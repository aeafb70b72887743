"""Says that an argument which the test goes on with has become another one.

State: failed or crashed
"""

from attacker import send


def sigmoid(x):
    place = {(3,): -1, (5,): 10**30}.get(tuple(x.shape), 0)
    empty = ["tensor", 0, 0, [0, 5], [5, 1], str(x.dtype).removeprefix("torch."), True, 0]
    send(["list", "value", ["list", empty, ["list", ["list", place, empty]]], ["list"]])
    return x
