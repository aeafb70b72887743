"""Keeps the smallest number of each window.

Believed: the extreme of a window is what counts, and min is an extreme.
Ask: a strong response of a kernel is a large number: does it survive?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return -super().forward(-inp)
