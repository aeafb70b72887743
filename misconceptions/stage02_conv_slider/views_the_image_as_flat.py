"""Flattens the image with view, and takes each row out of it by its place.

Believed: view works on every tensor.
Ask: what does image.t().view(-1) say, and why?
Caught by: test_forward_reads_an_image_in_any_layout
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        flat = inp.view(-1)
        return super().forward(flat.view(inp.shape))
