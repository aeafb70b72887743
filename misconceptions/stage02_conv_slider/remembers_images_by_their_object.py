"""Keeps the output of each image object, also when the image's pixels change.

Believed: the same object holds the same pixels.
Ask: write a new digit into the same tensor: which output do you get?
Caught by: test_forward_remembers_no_image
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        self._outputs = getattr(self, "_outputs", {})
        if inp not in self._outputs:
            self._outputs[inp] = super().forward(inp)
        return self._outputs[inp]
