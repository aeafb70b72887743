"""Draws weights of standard deviation 1.

Believed: training will find the right size anyway.
Ask: how large is a sum of 1152 random terms of size 1, and what does softmax make of it?
Caught by: test_fresh_weights_spread_by_one_over_the_root_of_their_inputs
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        height, width, num_channels, num_classes = affine_weight_shape
        fan_in = height * width * num_channels
        self.w = torch.randn(fan_in, num_classes)
