"""Applies ReLU to the pooled map.

Believed: pooling comes with a non-linearity, as the convolution does.
Equal to: starts_from_zero
Ask: where does the lesson say that negative numbers vanish?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return super().forward(inp).relu()
