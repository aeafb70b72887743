"""Reads the image's memory as if it were laid out row after row.

Believed: an image of H x W always lies in memory row after row.
Ask: what are the strides of image.t()?
Caught by: test_forward_reads_an_image_in_any_layout
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp.as_strided(inp.shape, (inp.shape[1], 1)))
