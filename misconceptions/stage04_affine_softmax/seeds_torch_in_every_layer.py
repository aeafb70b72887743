"""Sets torch's global seed before it draws its weights.

Believed: a seed makes a layer repeatable, and concerns nobody else.
Ask: a program makes two layers, and shuffles its data after each: what do the layers and the shuffles have in
common?
Caught by: test_making_a_layer_does_not_start_the_random_numbers_again
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        super().__init__(affine_weight_shape)
        height, width, num_channels, num_classes = affine_weight_shape
        fan_in = height * width * num_channels
        torch.manual_seed(0)
        self.w = lecun_normal((fan_in, num_classes), fan_in)
