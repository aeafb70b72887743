"""Yields each window as one row of KH * KW numbers.

Believed: the shape of a window does not matter, because all is summed up.
Ask: what shape does the docstring promise for a window?
Caught by: test_slider_yields_the_pixels_at_its_position
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        for window, h_idx, w_idx in super().slider(inp):
            yield window.flatten(), h_idx, w_idx
