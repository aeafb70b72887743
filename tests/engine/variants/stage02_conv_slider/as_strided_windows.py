"""Looks at the image's memory through as_strided, with its own strides and offset."""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        down, right = inp.stride()
        _, kernel_height, kernel_width = self.kernels_theta.shape
        for h_idx in range(inp.shape[0] - kernel_height + 1):
            for w_idx in range(inp.shape[1] - kernel_width + 1):
                start = inp.storage_offset() + h_idx * down + w_idx * right
                yield torch.as_strided(inp, (kernel_height, kernel_width), (down, right), start), h_idx, w_idx
