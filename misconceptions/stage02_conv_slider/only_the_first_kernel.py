"""Uses the first kernel for every channel.

Believed: one kernel at a time: kernels_theta[0] is the kernel.
Ask: with two different kernels, can both channels be the same?
Caught by: test_channel_f_belongs_to_kernel_f
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * self.kernels_theta[0]).sum()
        return sigmoid(output)
