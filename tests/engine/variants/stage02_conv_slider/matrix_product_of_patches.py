"""Lays the windows out as rows of a matrix and multiplies it by the matrix of kernels."""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        height, width = inp.shape
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        rows = torch.nn.functional.unfold(inp[None, None], (kernel_height, kernel_width))[0].t()  # (OH*OW, KH*KW)
        sums = rows @ self.kernels_theta.view(num_kernels, -1).t()
        return sums.view(height - kernel_height + 1, width - kernel_width + 1, -1).sigmoid()
