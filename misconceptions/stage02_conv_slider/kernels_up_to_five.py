"""Takes the first five rows and columns of a kernel.

Believed: kernels are 5 x 5, or smaller.
Ask: how large may a kernel be, if the image is 28 x 28?
Caught by: test_forward_takes_kernels_of_any_size_that_fits
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        if inp.dim() != 2:
            raise ValueError("inp must be (H, W)")
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for i in range(min(kernel_height, 5)):
            for j in range(min(kernel_width, 5)):
                output += inp[i : i + height, j : j + width, None] * self.kernels_theta[:, i, j]
        return sigmoid(output)
