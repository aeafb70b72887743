"""Writes each output into the same buffer and returns that buffer.

Believed: an output is used up before the next one comes.
Ask: keep the output of one image, run another one, look at the first again: what is it?
Caught by: test_forward_gives_a_new_tensor_each_time
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        output = super().forward(inp)
        if getattr(self, "_buffer", output[:0]).shape != output.shape:
            self._buffer = torch.empty_like(output)
        return self._buffer.copy_(output)
