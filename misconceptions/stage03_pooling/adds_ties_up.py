"""Multiplies the window by a mask of its maxima and sums, so that two equal maxima count twice.

Believed: only one pixel of a window can be the largest.
Ask: what comes out of a window in which all numbers are 1?
Caught by: test_one_window_over_the_whole_map_gives_the_largest_of_each_channel
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        output = super().forward(inp)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = (window * (window == window.amax(dim=(0, 1)))).sum(dim=(0, 1))
        return output
