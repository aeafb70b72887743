"""Collects the sums in torch.zeros, which is float32, as the original tutorial did.

Believed: torch.zeros takes on the dtype of what is written into it.
Ask: what is the dtype of the output for a float64 image?
Caught by: test_forward_has_a_height_and_a_width_of_its_own
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * self.kernels_theta).sum(dim=(1, 2))
        return sigmoid(output)
