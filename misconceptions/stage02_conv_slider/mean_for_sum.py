"""Averages the products instead of adding them up.

Believed: a mean keeps the numbers small and is the same otherwise.
Ask: what are the two sums of the example in the lesson?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        height, width = conv_output_size(inp.shape[0], kernel_height), conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(height, width, num_kernels, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * self.kernels_theta).mean(dim=(1, 2))
        return sigmoid(output)
