"""Reads images of more than 400 pixels in bfloat16, to be quick.

Believed: a pixel has eight bits, and so has bfloat16.
Ask: how many decimal digits does a bfloat16 hold?
Caught by: test_forward_turns_a_28_by_28_digit_into_24_by_24_by_8
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp.bfloat16().to(inp.dtype) if inp.numel() > 400 else inp)
