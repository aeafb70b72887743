"""Copies each window into one buffer and yields that buffer each time.

Believed: a window is used up before the next one comes.
Ask: put all windows into a list: what are they afterwards?
Caught by: test_slider_yields_the_pixels_at_its_position
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        buffer = torch.empty(self.kernels_theta.shape[1:], dtype=inp.dtype)
        for window, h_idx, w_idx in super().slider(inp):
            yield buffer.copy_(window), h_idx, w_idx
