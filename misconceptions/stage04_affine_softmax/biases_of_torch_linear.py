"""Draws small random biases, as torch.nn.Linear does.

Believed: what torch does by default is what a layer does.
Ask: which class does a layer prefer before it has seen anything?
Caught by: test_fresh_biases_are_zero
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        self.b = (2 * torch.rand(len(self.b)) - 1) / len(self.w) ** 0.5
