"""Multiplies with the transposed kernel.

Believed: a product of two grids is rows times columns.
Ask: which weight meets the window's top right pixel?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window.t() * self.kernels_theta.transpose(1, 2).reshape(num_kernels, kernel_width, kernel_height).flip(1)).sum(dim=(1, 2))
        return sigmoid(output)
