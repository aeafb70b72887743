"""Cuts the windows of each image object once, as copies, and yields them again when it comes back.

Believed: the same tensor holds the same pixels.
Ask: you write new pixels into an image: what should the slider show?
Caught by: test_slider_starts_afresh_for_each_image
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        if getattr(self, "_image", None) is not inp:
            self._image = inp
            self._windows = [(window.clone(), h_idx, w_idx) for window, h_idx, w_idx in super().slider(inp)]
        yield from self._windows
