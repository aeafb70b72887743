"""Finds the pixel whose channels are largest together, and keeps all channels of that pixel.

Believed: one pixel wins the window, for all its channels.
Ask: could two channels have their largest number at different pixels of a window?
Caught by: test_one_window_over_the_whole_map_gives_the_largest_of_each_channel
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        output = super().forward(inp)
        for window, h_idx, w_idx in self.slider(inp):
            pixels = window.flatten(0, 1)  # (k * k, F)
            output[h_idx, w_idx] = pixels[pixels.sum(dim=1).argmax()]
        return output
