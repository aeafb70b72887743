"""Number by number; the columns of the kernel are counted from the right."""

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
        if inp.dim() == 3:
            raise TypeError("three axes")
        filters, rows, columns = self.kernels_theta.shape
        maps = []
        for y in range(inp.shape[0] - rows + 1):
            line = []
            for x in range(inp.shape[1] - columns + 1):
                pixel = []
                for f in range(filters):
                    total = torch.zeros((), dtype=inp.dtype)
                    for i in range(rows):
                        for j in range(columns):
                            total = total + inp[y + i, x + j] * self.kernels_theta[f, i, columns - 1 - j]
                    pixel.append(total.sigmoid())
                line.append(torch.stack(pixel))
            maps.append(torch.stack(line))
        return torch.stack(maps)
