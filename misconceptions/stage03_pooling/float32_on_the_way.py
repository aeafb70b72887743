"""Computes in float32 and turns the output into the map's dtype at the end.

Believed: the right dtype at the end is all that counts.
Ask: is 1 / 3 in float64 still the same number after a trip through float32?
Caught by: test_forward_loses_no_digits
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return super().forward(inp.float()).to(inp.dtype)
