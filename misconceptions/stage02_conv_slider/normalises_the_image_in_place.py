"""Subtracts the image's mean from the caller's image.

Believed: inp -= mean makes a new inp.
Ask: what does the caller's image look like after your forward pass?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        inp -= inp.mean()
        return super().forward(inp)
