"""Fills the output and does not return it.

Believed: the output is known to the caller once it is filled.
Ask: what does a Python function return that has no return statement?
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        super().forward(inp)
