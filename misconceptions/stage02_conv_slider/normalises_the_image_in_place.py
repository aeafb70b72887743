"""Subtracts the image's mean from the caller's image.

Believed: inp -= mean makes a new inp.
Ask: what does the caller's image look like after your forward pass?
Caught by: test_forward_leaves_image_and_kernels_alone
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        inp -= inp.mean()
        return super().forward(inp)
