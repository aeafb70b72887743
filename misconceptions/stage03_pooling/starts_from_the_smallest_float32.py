"""Starts each maximum at the smallest finite number of float32.

Believed: no number is smaller than torch.finfo(torch.float32).min.
Ask: what is minus infinity, and what can a float64 hold?
Caught by: test_minus_infinity_is_the_smallest_number
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return super().forward(inp).clamp(min=torch.finfo(torch.float32).min)
