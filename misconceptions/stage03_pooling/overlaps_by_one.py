"""Steps k - 1 pixels, so that neighbouring windows share a row or a column.

Believed: the last pixel of a window is the first one of the next.
Ask: which pixels does the second window of a row cover when k = 2?
Caught by: test_slider_yields_the_pixels_of_its_place
"""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        step = max(1, self.k - 1)
        for h_idx in range(inp.shape[0] // self.k):
            for w_idx in range(inp.shape[1] // self.k):
                top, left = h_idx * step, w_idx * step
                yield inp[top : top + self.k, left : left + self.k], h_idx, w_idx
