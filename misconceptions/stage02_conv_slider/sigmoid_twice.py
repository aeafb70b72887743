"""Takes the sigmoid of each sum, and then of the whole output again.

Believed: a sigmoid of a sigmoid is a sigmoid.
Ask: what is sigmoid(sigmoid(0))?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = sigmoid((window * self.kernels_theta).sum(dim=(1, 2)))
        return sigmoid(output)
