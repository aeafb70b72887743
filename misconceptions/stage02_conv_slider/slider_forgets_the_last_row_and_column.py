"""Stops one position too early along both axes.

Believed: range(n) needs a - 1 to stay inside.
Ask: which pixels of the image does none of your windows contain?
Caught by: test_slider_visits_every_position_once
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        _, kernel_height, kernel_width = self.kernels_theta.shape
        for h_idx in range(inp.shape[0] - kernel_height):
            for w_idx in range(inp.shape[1] - kernel_width):
                yield inp[h_idx : h_idx + kernel_height, w_idx : w_idx + kernel_width], h_idx, w_idx
