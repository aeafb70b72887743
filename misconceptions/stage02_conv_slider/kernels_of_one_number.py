"""Draws one number for each kernel and fills the kernel with it.

Believed: a kernel needs one weight.
Ask: what would such a kernel say to an edge in the image?
Caught by: test_fresh_kernels_differ
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.randn(num_kernels, 1, 1).repeat(1, *kernel_shape)
