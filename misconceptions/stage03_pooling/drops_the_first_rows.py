"""Drops the rows and columns left over at the top and at the left.

Believed: it does not matter on which side the left-over pixels are.
Ask: where does the window of place (0, 0) start?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return super().forward(inp[inp.shape[0] % self.k :, inp.shape[1] % self.k :])
