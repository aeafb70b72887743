"""Keeps the kernels as a torch.nn.Parameter that wants gradients."""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.nn.Parameter(torch.randn(num_kernels, *kernel_shape) / 5)
