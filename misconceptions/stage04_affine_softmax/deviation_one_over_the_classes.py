"""Draws weights and biases with standard deviation 1/C, as the tutorial does.

Believed: the N of "LeCun 1/N" is the number of outputs.
Ask: what is the standard deviation of a sum of 1152 terms of standard deviation 0.1, and what loss does it
start with?
Caught by: test_fresh_weights_spread_by_one_over_the_root_of_their_inputs
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        height, width, num_channels, num_classes = affine_weight_shape
        fan_in = height * width * num_channels
        self.w = torch.randn(fan_in, num_classes) / num_classes
        self.b = torch.randn(num_classes) / num_classes
