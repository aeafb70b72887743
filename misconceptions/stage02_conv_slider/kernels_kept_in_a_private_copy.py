"""Keeps a second copy of the kernels, and uses that one.

Believed: nobody replaces the kernels of a layer.
Ask: which tensor does training update, and which one does your forward read?
Caught by: test_kernels_of_zeros_give_one_half
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        super().__init__(num_kernels, kernel_shape)
        self._kernels = self.kernels_theta.clone()

    def forward(self, inp):
        output = [(window * self._kernels).sum(dim=(1, 2)) for window, _, _ in self.slider(inp)]
        height = conv_output_size(inp.shape[0], self._kernels.shape[1])
        return sigmoid(torch.stack(output).view(height, -1, len(self._kernels)))
