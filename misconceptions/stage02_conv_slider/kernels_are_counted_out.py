"""Fills the kernels with 0, 1, 2 and so on, scaled down.

Believed: any weights will do, as long as no two are alike.
Ask: what do all these kernels say to a bright image?
Caught by: test_fresh_kernels_are_in_no_order
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        numbers = num_kernels * kernel_shape[0] * kernel_shape[1]
        self.kernels_theta = torch.linspace(-0.2, 0.2, numbers).view(num_kernels, *kernel_shape)
