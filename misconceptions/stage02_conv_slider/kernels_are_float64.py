"""Draws the kernels with NumPy, whose random numbers are float64.

Believed: random numbers are float32, as in torch.
Ask: what is the dtype of np.random.default_rng().normal(size=3)?
Caught by: test_fresh_kernels_have_the_shape_that_was_asked_for
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        import numpy as np

        self.kernels_theta = torch.from_numpy(np.random.default_rng().normal(0, 0.2, (num_kernels, *kernel_shape)))
