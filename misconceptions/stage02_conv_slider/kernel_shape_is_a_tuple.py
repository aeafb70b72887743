"""Adds the kernel shape to a tuple, and so takes nothing but a tuple.

Believed: a Sequence is a tuple.
Ask: what is (8,) + [5, 5]?
Caught by: test_fresh_kernels_have_the_shape_that_was_asked_for
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.randn((num_kernels,) + kernel_shape)
