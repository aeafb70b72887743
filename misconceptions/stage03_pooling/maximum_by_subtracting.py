"""Uses max(a, b) = (a + b + |a - b|) / 2, without a comparison.

Believed: the formula holds for all numbers.
Ask: what is minus infinity minus minus infinity?
Caught by: test_minus_infinity_is_the_smallest_number
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        output = super().forward(inp)
        for window, h_idx, w_idx in self.slider(inp):
            pixels = list(window.flatten(0, 1))
            largest = pixels[0]
            for pixel in pixels[1:]:
                largest = (largest + pixel + (largest - pixel).abs()) / 2
            output[h_idx, w_idx] = largest
        return output
