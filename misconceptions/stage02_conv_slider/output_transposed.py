"""Returns (OW, OH, F).

Believed: width comes first, as in x and y.
Ask: what is the shape of your output for a 20 x 28 image?
Caught by: test_forward_has_a_height_and_a_width_of_its_own
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp).transpose(0, 1)
