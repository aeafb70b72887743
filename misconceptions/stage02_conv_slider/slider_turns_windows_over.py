"""Yields the window's transpose.

Believed: rows and columns are a matter of taste.
Ask: which pixel of the image is at [0, 1] of your first window?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        for window, h_idx, w_idx in super().slider(inp):
            yield window.t().reshape(window.shape), h_idx, w_idx
