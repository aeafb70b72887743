"""Computes the output and returns nothing.

Believed: the layer remembers its output.
Ask: what does Python give back where there is no return?
Caught by: test_forward_turns_a_28_by_28_digit_into_24_by_24_by_8
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * self.kernels_theta).sum(dim=(1, 2))
        self.output = sigmoid(output)
