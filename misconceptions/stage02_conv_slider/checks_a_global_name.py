"""Checks the number of axes of a variable of the notebook, as the original tutorial did.

Believed: the image is always called single_sample.
Ask: where does your function get single_sample from?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        assert single_sample.dim() == 2, f"Input not 2D, given {single_sample.dim()}D"
        return super().forward(inp)
