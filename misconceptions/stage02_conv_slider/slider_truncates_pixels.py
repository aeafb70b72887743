"""Turns the pixels into whole numbers on the way.

Believed: pixels are whole numbers from 0 to 255.
Ask: what is left of a pixel of 0.75?
Caught by: test_slider_yields_the_pixels_at_its_position
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        for window, h_idx, w_idx in super().slider(inp):
            yield window.int().to(inp.dtype), h_idx, w_idx
