"""Works out each maximum as the mean of all numbers that equal it.

Believed: a mask times the window is 0 wherever the mask is.
Ask: what is 0 times minus infinity?
Caught by: test_minus_infinity_is_the_smallest_number
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        output = super().forward(inp)
        for window, h_idx, w_idx in self.slider(inp):
            mask = window == window.amax(dim=(0, 1))
            output[h_idx, w_idx] = (mask * window).sum(dim=(0, 1)) / mask.sum(dim=(0, 1))
        return output
