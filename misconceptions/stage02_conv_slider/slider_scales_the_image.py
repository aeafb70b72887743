"""Divides the caller's image by its largest number before it slides.

Believed: inp /= m makes a new inp.
Ask: what does the caller's image look like after your slider has run?
Caught by: test_slider_leaves_the_image_alone
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        inp /= inp.abs().max().clamp(min=1)
        yield from super().slider(inp)
