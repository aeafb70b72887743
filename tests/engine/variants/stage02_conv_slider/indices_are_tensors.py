"""Yields h_idx and w_idx as tensors, column by column, and windows as copies in lists."""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        _, kernel_height, kernel_width = self.kernels_theta.shape
        for w_idx in torch.arange(inp.shape[1] - kernel_width + 1):
            for h_idx in torch.arange(inp.shape[0] - kernel_height + 1):
                yield [inp[h_idx : h_idx + kernel_height, w_idx : w_idx + kernel_width].clone(), h_idx, w_idx]
