"""Starts with kernels of zeros.

Believed: training finds the weights, so the start does not matter.
Ask: if all kernels see the same and give the same, how would they ever become different?
Caught by: test_fresh_kernels_differ
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.zeros(num_kernels, *kernel_shape)
