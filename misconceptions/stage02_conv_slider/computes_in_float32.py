"""Works in float32 and casts the output back to float64.

Believed: float32 is precise enough for anything.
Ask: how many of the digits of your float64 output are right?
Caught by: test_forward_of_float64_is_exact_to_ten_digits
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window.float() * self.kernels_theta.float()).sum(dim=(1, 2))
        return sigmoid(output).to(inp.dtype)
