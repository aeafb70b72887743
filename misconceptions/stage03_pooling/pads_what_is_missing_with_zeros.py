"""Fills the last windows up with zeros, and then cuts the output to the right size.

Believed: zeros are neutral, and an even border on all sides is fair.
Ask: can a zero that you added win against the numbers of the map?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        height, width, channels = inp.shape
        top, left = (-height % self.k + 1) // 2, (-width % self.k + 1) // 2
        padded = torch.zeros(height + 2 * self.k, width + 2 * self.k, channels, dtype=inp.dtype)
        padded[top : top + height, left : left + width] = inp
        return super().forward(padded)[: height // self.k, : width // self.k]
