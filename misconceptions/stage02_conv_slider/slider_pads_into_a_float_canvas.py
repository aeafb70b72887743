"""Lays the image onto a canvas of the dtype of the kernels first.

Believed: pixels are of the same dtype as weights.
Ask: what is the dtype of an image as a camera gives it, and of your windows of it?
Caught by: test_slider_shows_pixels_of_any_dtype
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        canvas = torch.zeros(inp.shape, dtype=inp.dtype if inp.dtype == torch.float64 else torch.float32)
        yield from super().slider(canvas.copy_(inp))
