"""Steps through memory as if the image were contiguous.

Believed: an image of H x W always lies in memory row after row.
Ask: what are the strides of image.t()?
Caught by: test_slider_reads_an_image_in_any_layout
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        height, width = inp.shape
        _, kernel_height, kernel_width = self.kernels_theta.shape
        for h_idx in range(height - kernel_height + 1):
            for w_idx in range(width - kernel_width + 1):
                start = inp.storage_offset() + h_idx * width + w_idx
                yield inp.as_strided((kernel_height, kernel_width), (width, 1), start), h_idx, w_idx
