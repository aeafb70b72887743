"""Keeps its first output, and returns it for every image of the same shape.

Believed: a layer gives one output.
Ask: show the layer two images of one shape: which output does the second one get?
Caught by: test_forward_remembers_no_image
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        if getattr(self, "_output", inp[:0]).shape[:2] != super().forward(inp).shape[:2]:
            self._output = super().forward(inp)
        return self._output
