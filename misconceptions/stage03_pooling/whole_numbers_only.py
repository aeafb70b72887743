"""Collects the maxima as whole numbers.

Believed: pixels are integers.
Ask: what becomes of 0.75?
Caught by: test_windows_of_one_pixel_change_nothing
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return super().forward(inp).trunc()
