"""Makes kernels of KH x KH.

Believed: kernels are square.
Ask: which of the two numbers of kernel_shape do you never read?
Caught by: test_fresh_kernels_have_the_shape_that_was_asked_for
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.randn(num_kernels, kernel_shape[0], kernel_shape[0])
