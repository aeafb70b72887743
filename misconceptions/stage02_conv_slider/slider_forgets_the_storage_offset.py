"""Steps through memory with the right strides, but from its beginning.

Believed: an image starts where its memory starts.
Ask: where in memory does image[1:, 1:] start?
Caught by: test_slider_reads_an_image_in_any_layout
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        _, kernel_height, kernel_width = self.kernels_theta.shape
        down, right = inp.stride()
        for h_idx in range(inp.shape[0] - kernel_height + 1):
            for w_idx in range(inp.shape[1] - kernel_width + 1):
                yield (
                    inp.as_strided((kernel_height, kernel_width), (down, right), h_idx * down + w_idx * right),
                    h_idx,
                    w_idx,
                )
