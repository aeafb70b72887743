"""Draws the biases too.

Believed: everything starts at random.
Ask: what do random weights break that equal biases leave as it is?
Caught by: test_kernels_and_weights_have_their_standard_deviations_and_biases_are_0
"""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__(generator)
        self.b = 0.01 * torch.randn(10, generator=generator)
