"""Checks the number of axes of a variable of the notebook, as the original tutorial did.

Believed: the image is always called single_sample.
Ask: where does your function get single_sample from?
Caught by: test_forward_turns_a_28_by_28_digit_into_24_by_24_by_8
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        assert single_sample.dim() == 2, f"Input not 2D, given {single_sample.dim()}D"
        return super().forward(inp)
