"""Puts the shape together with (10,) + shape, and so takes tuples only.

Believed: a shape is always a tuple.
Ask: what is `[12, 12, 8, 10][:3] + (10,)` in Python?
Caught by: test_a_fresh_layer_has_a_weight_for_every_input_and_class
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        batch_shape = (1,) + affine_weight_shape
        super().__init__(batch_shape[1:])
