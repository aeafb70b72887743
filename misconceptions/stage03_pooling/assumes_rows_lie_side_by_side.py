"""Cuts windows out with as_strided and the strides of a contiguous map.

Believed: a tensor of shape (H, W, F) always has the strides (W * F, F, 1) and starts at 0.
Ask: what are the strides of a transposed map?
Caught by: test_slider_yields_the_pixels_of_its_place
"""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        _, width, channels = inp.shape
        strides = width * channels, channels, 1
        for _, h_idx, w_idx in super().slider(inp):
            offset = h_idx * self.k * strides[0] + w_idx * self.k * strides[1]
            yield torch.as_strided(inp, (self.k, self.k, channels), strides, offset), h_idx, w_idx
