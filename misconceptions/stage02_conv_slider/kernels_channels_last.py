"""Keeps the kernels as (KH, KW, F).

Believed: the output has F last, so the kernels have it last too.
Ask: which axis of kernels_theta does the docstring name first?
Caught by: test_fresh_kernels_have_the_shape_that_was_asked_for
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.randn(*kernel_shape, num_kernels)
