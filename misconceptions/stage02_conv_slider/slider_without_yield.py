"""Builds the list of windows and does not hand it out.

Believed: a loop over the layer finds the list by itself.
Ask: what does a function without return or yield give back?
Caught by: test_slider_visits_every_position_once
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        windows = list(super().slider(inp))
