"""Returns (F, OH, OW).

Believed: torch has channels first, so this layer has too.
Ask: which axis of the output does the docstring name last?
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp).permute(2, 0, 1)
