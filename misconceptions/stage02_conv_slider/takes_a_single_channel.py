"""Takes an image with one channel, and refuses only those with more.

Believed: one channel is no channel.
Ask: what should come out of an image (28, 28, 1)?
Caught by: test_forward_refuses_an_image_with_a_third_axis
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp[:, :, 0] if inp.dim() == 3 and inp.shape[2] == 1 else inp)
