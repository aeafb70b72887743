"""Takes the output's height from the image's width.

Believed: images are square, so one output size is enough.
Ask: what shape should come out of a 20 x 28 image, and what comes out of yours?
Caught by: test_forward_has_a_height_and_a_width_of_its_own
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        size = conv_output_size(inp.shape[1], kernel_width)
        output = torch.zeros(size, size, num_kernels, dtype=inp.dtype)
        for h_idx in range(size):
            for w_idx in range(size):
                window = inp[h_idx : h_idx + kernel_height, w_idx : w_idx + kernel_width]
                output[h_idx, w_idx] = (window * self.kernels_theta).sum(dim=(1, 2))
        return sigmoid(output)
