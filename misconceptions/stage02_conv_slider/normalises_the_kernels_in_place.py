"""Shrinks the layer's own kernels at each forward pass.

Believed: kernels have to be normalised before use.
Ask: call forward twice with the same image: do you get the same?
Caught by: test_forward_leaves_image_and_kernels_alone
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        self.kernels_theta /= self.kernels_theta.abs().max().clamp(min=0.25) * 4
        return super().forward(inp)
