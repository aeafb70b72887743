"""Keeps the number that is farthest from zero, with its sign.

Believed: strong means far from zero.
Ask: of -4 and -1, which is larger?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        highest, lowest = super().forward(inp), -super().forward(-inp)
        return torch.where(highest.abs() >= lowest.abs(), highest, lowest)
