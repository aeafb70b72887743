"""Takes the matrix product of window and kernel, as the tutorial's comment says.

Believed: the product of two grids is the matrix product.
Ask: what is the matrix product of a 2 x 3 window and a 2 x 3 kernel?
Caught by: test_forward_has_a_height_and_a_width_of_its_own
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window @ self.kernels_theta).sum(dim=(1, 2))
        return sigmoid(output)
