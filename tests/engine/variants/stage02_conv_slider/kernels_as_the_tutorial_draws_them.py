"""Draws kernels of standard deviation 1, and keeps the kernel's shape by itself."""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.num_kernels, self.kernel_shape = num_kernels, list(kernel_shape)
        self.kernels_theta = torch.randn(num_kernels, kernel_shape[0], kernel_shape[1])

    def slider(self, inp):
        height, width = self.kernel_shape
        for h_idx in range(inp.shape[0] - height + 1):
            for w_idx in range(inp.shape[1] - width + 1):
                yield inp[h_idx : h_idx + height, w_idx : w_idx + width], h_idx, w_idx
