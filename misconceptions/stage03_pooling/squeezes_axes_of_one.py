"""Squeezes the output, so that axes of size 1 disappear.

Believed: an axis of size 1 carries nothing.
Ask: how many axes does the next layer expect when there is one channel?
Caught by: test_forward_rounds_height_and_width_down
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return super().forward(inp).squeeze()
