"""Draws biases of standard deviation 1.

Believed: the bias is one input, so its fan-in is 1.
Ask: before it has seen an image, how much more likely does the layer hold one class than another?
Caught by: test_fresh_biases_are_zero
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        height, width, num_channels, num_classes = affine_weight_shape
        fan_in = height * width * num_channels
        self.b = lecun_normal((num_classes,), 1)
