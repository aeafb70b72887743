"""Starts with weights of zero.

Believed: a network that knows nothing should start with nothing.
Ask: with w = 0, what reaches the layers below when the gradient is sent back through w?
Caught by: test_fresh_weights_spread_by_one_over_the_root_of_their_inputs
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        height, width, num_channels, num_classes = affine_weight_shape
        fan_in = height * width * num_channels
        self.w = torch.zeros(fan_in, num_classes)
