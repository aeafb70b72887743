"""Keeps the kernels on the class, so that all layers share them.

Believed: an attribute of the class is an attribute of the object.
Ask: make two layers and look at the kernels of the first one again: whose are they?
Caught by: test_each_layer_has_kernels_of_its_own
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        type(self).kernels_theta = torch.randn(num_kernels, *kernel_shape)
