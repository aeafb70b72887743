"""Counts the pixels of a map as its fan-in, and not the channels.

Believed: the fan-in is the size of the picture.
Ask: how many numbers are added up for one logit?
Caught by: test_fresh_weights_spread_by_one_over_the_root_of_their_inputs
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        height, width, num_channels, num_classes = affine_weight_shape
        fan_in = height * width * num_channels
        self.w = lecun_normal((fan_in, num_classes), height * width)
