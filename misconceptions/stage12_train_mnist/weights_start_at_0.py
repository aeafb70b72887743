"""Starts with weights of 0, for a first loss of exactly log(10).

Believed: the kernels are random, and that is enough.
Ask: which gradient do the kernels get in the first step?
Caught by: test_kernels_and_weights_have_their_standard_deviations_and_biases_are_0
"""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__(generator)
        self.w = torch.zeros(1152, 10)
