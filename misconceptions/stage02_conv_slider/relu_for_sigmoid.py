"""Cuts negative sums off instead of taking the sigmoid.

Believed: every convolutional layer has a ReLU after it.
Ask: what should a sum of 0 become?
Caught by: test_kernels_of_zeros_give_one_half
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * self.kernels_theta).sum(dim=(1, 2))
        return output.clamp(min=0)
