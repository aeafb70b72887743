"""Returns (F, OH, OW).

Believed: torch has channels first, so this layer has too.
Ask: which axis of the output does the docstring name last?
Caught by: test_forward_turns_a_28_by_28_digit_into_24_by_24_by_8
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp).permute(2, 0, 1)
