"""Sums over the first two axes, the kernels and their rows, and adds what is left over the columns.

Believed: the axes of a picture are the first two.
Ask: which axes of (F, KH, KW) belong to one kernel?
Caught by: test_channel_f_belongs_to_kernel_f
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * self.kernels_theta).sum(dim=(0, 1)).sum()
        return sigmoid(output)
