"""Subtracts the image's mean first.

Believed: a layer should normalise its input.
Ask: what should a kernel of a single 1 give: the pixel, or something else?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp - inp.mean())
