"""Yields where a window starts in the map, and not its place in the output.

Believed: h_idx and w_idx are pixels, as in the convolution.
Ask: with k = 2, at which place of the output does the window that starts at pixel (2, 4) belong?
Caught by: test_slider_visits_every_place_of_the_output_once
"""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        for window, h_idx, w_idx in super().slider(inp):
            yield window, h_idx * self.k, w_idx * self.k

    def forward(self, inp):
        shape = inp.shape[0] // self.k, inp.shape[1] // self.k, inp.shape[2]
        output = torch.zeros(shape, dtype=inp.dtype)
        for window, top, left in self.slider(inp):
            output[top // self.k, left // self.k] = window.amax(dim=(0, 1))
        return output
