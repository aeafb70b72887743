"""Draws whole numbers as weights.

Believed: kernels such as -1, 0, 1 from image processing are whole numbers.
Ask: by how much does a step of gradient descent change a weight?
Caught by: test_fresh_kernels_have_the_shape_that_was_asked_for
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.randint(-9, 10, (num_kernels, *kernel_shape))
