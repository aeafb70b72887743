"""Yields (window, w_idx, h_idx).

Believed: x comes before y.
Ask: the window one row down from the top left: what are its h_idx and its w_idx?
Caught by: test_slider_visits_every_position_once
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        _, kernel_height, kernel_width = self.kernels_theta.shape
        for h_idx in range(inp.shape[0] - kernel_height + 1):
            for w_idx in range(inp.shape[1] - kernel_width + 1):
                yield inp[h_idx : h_idx + kernel_height, w_idx : w_idx + kernel_width], w_idx, h_idx
