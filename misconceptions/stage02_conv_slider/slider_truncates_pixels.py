"""Turns the pixels into whole numbers on the way.

Believed: pixels are whole numbers from 0 to 255.
Ask: what is left of a pixel of 0.75?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        for window, h_idx, w_idx in super().slider(inp):
            yield window.int().to(inp.dtype), h_idx, w_idx
