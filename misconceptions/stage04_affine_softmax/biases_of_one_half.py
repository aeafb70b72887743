"""Starts every bias at one half.

Believed: the same bias for every class favours none, and a start at zero is a dead start.
Ask: which number did the docstring name?
Caught by: test_fresh_biases_are_zero
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        self.b = torch.full_like(self.b, 0.5)
