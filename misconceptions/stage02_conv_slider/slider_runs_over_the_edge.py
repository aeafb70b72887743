"""Starts a window at every pixel; those at the edge are cut off.

Believed: a window starts at each pixel, so there are as many windows as pixels.
Ask: what is the shape of your last window?
Caught by: test_slider_visits_every_position_once
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        _, kernel_height, kernel_width = self.kernels_theta.shape
        for h_idx in range(inp.shape[0]):
            for w_idx in range(inp.shape[1]):
                yield inp[h_idx : h_idx + kernel_height, w_idx : w_idx + kernel_width], h_idx, w_idx
