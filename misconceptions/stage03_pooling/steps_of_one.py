"""Moves the window by one pixel at a time, and keeps the first H // k rows and W // k columns.

Believed: pooling slides like a convolution, with stride 1.
Ask: how many pixels do two neighbouring windows of the layer share?
Caught by: test_slider_yields_the_pixels_of_its_place
"""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        for h_idx in range(inp.shape[0] // self.k):
            for w_idx in range(inp.shape[1] // self.k):
                yield inp[h_idx : h_idx + self.k, w_idx : w_idx + self.k], h_idx, w_idx
