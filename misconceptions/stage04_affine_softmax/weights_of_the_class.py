"""Keeps the weights on the class, so that all layers have the same.

Believed: the class is the layer.
Ask: make two layers: whose weights does the first one have now?
Caught by: test_each_layer_has_weights_of_its_own
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        height, width, num_channels, num_classes = affine_weight_shape
        fan_in = height * width * num_channels
        AffineAndSoftmaxLayer.w = lecun_normal((fan_in, num_classes), fan_in)
        AffineAndSoftmaxLayer.b = torch.zeros(num_classes)
