"""Draws uniform kernels from a generator of its own, with the same seed for every layer."""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        generator = torch.Generator().manual_seed(1)
        self.kernels_theta = torch.empty(num_kernels, *kernel_shape).uniform_(-0.3, 0.3, generator=generator)
