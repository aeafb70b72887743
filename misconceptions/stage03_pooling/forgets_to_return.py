"""Fills the output and does not return it.

Believed: the output is known to the caller once it is filled.
Ask: what does a Python function return that has no return statement?
Caught by: test_pooling_turns_24_by_24_by_8_into_12_by_12_by_8
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        super().forward(inp)
