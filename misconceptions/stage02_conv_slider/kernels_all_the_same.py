"""Draws one kernel and repeats it F times.

Believed: kernels drift apart in training by themselves.
Ask: two kernels with the same weights: do they ever get different gradients?
Caught by: test_fresh_kernels_differ
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.randn(*kernel_shape).repeat(num_kernels, 1, 1)
