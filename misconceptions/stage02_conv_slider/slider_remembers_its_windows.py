"""Cuts the windows out once, and yields the same ones for every image after that.

Believed: cutting windows out is slow, so it should be done once.
Ask: show the layer two images: whose windows are the second ones?
Caught by: test_slider_starts_afresh_for_each_image
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        if not hasattr(self, "_windows"):
            self._windows = list(super().slider(inp))
        return iter(self._windows)
