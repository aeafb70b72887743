"""Draws with He's standard deviation, sqrt(2 / fan_in).

Believed: newer rules are better ones.
Ask: for which function between the layers is the 2 meant?
Caught by: test_kernels_and_weights_have_their_standard_deviations_and_biases_are_0
"""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__(generator)
        self.kernels_theta *= 2**0.5
        self.w *= 2**0.5
