"""Draws the parameters once, for all networks.

Believed: a class attribute is a default value.
Ask: what happens to the first network when the second one is trained?
Caught by: test_two_networks_share_nothing
"""


class CNN(CNN):
    drawn = None

    def __init__(self, generator=None):
        if CNN.drawn is None:
            super().__init__(generator)
            CNN.drawn = self.kernels_theta, self.w, self.b
        self.kernels_theta, self.w, self.b = CNN.drawn
