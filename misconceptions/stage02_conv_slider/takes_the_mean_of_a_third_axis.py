"""Averages a third axis away instead of refusing it.

Believed: being generous with arguments helps the caller.
Ask: an image (28, 28, 3) is a mistake here: who tells the caller?
Caught by: test_forward_refuses_an_image_with_a_third_axis
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp.mean(dim=-1) if inp.dim() == 3 else inp)
