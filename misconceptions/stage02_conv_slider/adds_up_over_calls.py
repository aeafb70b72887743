"""Keeps its output buffer from call to call and adds to it.

Believed: the buffer is empty, because it was made of zeros.
Ask: call forward twice with the same image: do you get the same?
Caught by: test_forward_remembers_no_image
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        output = torch.logit(super().forward(inp))
        if getattr(self, "_sums", output[:0]).shape == output.shape:
            output = output + self._sums
        self._sums = output
        return sigmoid(output)
