"""Keeps the largest product of each window.

Believed: a kernel looks for its best match in the window.
Ask: what are the two sums of the example in the lesson?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * self.kernels_theta).amax(dim=(1, 2))
        return sigmoid(output)
