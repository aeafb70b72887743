"""One map a kernel, and the maps on top of each other."""

import torch


class ConvolutionalLayer:
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.randn(num_kernels, kernel_shape[0], kernel_shape[1])

    def slider(self, inp):
        _, rows, columns = self.kernels_theta.shape
        for y in range(inp.size(0) - rows + 1):
            for x in range(inp.size(1) - columns + 1):
                yield inp[y : y + rows, x : x + columns].clone(), y, x

    def forward(self, inp):
        if len(inp.shape) > 2:
            raise ValueError(inp.shape)
        result = []
        for kernel in self.kernels_theta:
            rows, columns = kernel.shape
            height, width = inp.shape[0] - rows + 1, inp.shape[1] - columns + 1
            total = torch.zeros(height, width, dtype=inp.dtype)
            for i in range(rows):
                for j in range(columns):
                    total = total + kernel[i, j] * inp[i : i + height, j : j + width]
            result.append(torch.sigmoid(total))
        return torch.stack(result)
