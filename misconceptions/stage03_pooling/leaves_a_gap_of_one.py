"""Steps k + 1 pixels, so that a row or a column between two windows belongs to neither.

Believed: the next window starts one after the end of this one, and the end is at k.
Ask: with k = 2, which pixel comes right after pixels 0 and 1?
Caught by: test_slider_yields_the_pixels_of_its_place
"""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        for h_idx in range(inp.shape[0] // self.k):
            for w_idx in range(inp.shape[1] // self.k):
                top = min(h_idx * (self.k + 1), inp.shape[0] - self.k)
                left = min(w_idx * (self.k + 1), inp.shape[1] - self.k)
                yield inp[top : top + self.k, left : left + self.k], h_idx, w_idx
