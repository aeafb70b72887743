"""Squeezes the image, so that an image with one row or column loses an axis.

Believed: squeeze only ever removes a batch axis.
Ask: what is the shape of torch.ones(1, 5).squeeze()?
Caught by: test_forward_has_a_height_and_a_width_of_its_own
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        return super().forward(inp.squeeze())
