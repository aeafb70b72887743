"""Keeps the velocities in a list of the class.

Believed: an attribute is an attribute.
Ask: train two networks in turns: whose velocities are in the list?
Caught by: test_two_optimisers_share_nothing
"""


class SGD(SGD):
    velocities = []

    def __init__(self, params, lr, momentum=0.0):
        self.params, self.lr, self.momentum = list(params), lr, momentum
        if [v.shape for v in self.velocities] != [p.shape for p in self.params]:
            self.velocities[:] = [torch.zeros_like(param) for param in self.params]
