"""Stores the weights as (C, H*W*F), one row a class.

Believed: the shape is a matter of taste, and torch.nn.Linear stores them so.
Ask: which shape can be multiplied from the right with (1, H*W*F)?
Caught by: test_a_fresh_layer_has_a_weight_for_every_input_and_class
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        self.w = self.w.T

    def forward(self, inp):
        return softmax(inp.reshape(1, -1) @ self.w.T + self.b)
