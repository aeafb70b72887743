"""Squeezes axes of length 1 out of the output.

Believed: an axis of length 1 says nothing.
Ask: with F = 1, how many axes will the pooling layer find?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp).squeeze()
