"""Turns the kernel by 180 degrees before it multiplies.

Believed: a convolutional layer computes what mathematics calls a convolution.
Ask: with a kernel that is 1 in its top left corner and 0 elsewhere, which pixel of the window should come out?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        flipped = ConvolutionalLayer.__new__(ConvolutionalLayer)
        flipped.kernels_theta = self.kernels_theta.flip(1, 2)
        return super(ConvolutionalLayer, flipped).forward(inp)
