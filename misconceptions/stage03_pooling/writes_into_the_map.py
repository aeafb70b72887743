"""Finds the maximum by folding the rows of the map into each other, in place.

Believed: the map is not needed any more after pooling.
Ask: what does the caller find in its own map afterwards?
Caught by: test_slider_and_forward_leave_the_map_alone
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        output = super().forward(inp)
        for window, h_idx, w_idx in self.slider(inp):
            first = window[0, 0]
            for row in window:
                for pixel in row:
                    first.copy_(torch.maximum(first, pixel))
            output[h_idx, w_idx] = first
        return output
