"""A torch.nn.Module with its kernels as a parameter; windows from a generator expression, sums with tensordot."""


class ConvolutionalLayer(torch.nn.Module):
    def __init__(self, num_kernels, kernel_shape):
        super().__init__()
        height, width = kernel_shape
        self.kernels_theta = torch.nn.Parameter(torch.nn.init.kaiming_uniform_(torch.empty(num_kernels, height, width)))

    def slider(self, inp):
        height, width = self.kernels_theta.shape[1:]
        rows, columns = range(inp.shape[0] - height + 1), range(inp.shape[1] - width + 1)
        return ((inp[h : h + height, w : w + width], h, w) for h in rows for w in columns)

    def forward(self, inp):
        assert inp.dim() == 2, "an image has two axes"
        windows = inp.unfold(0, self.kernels_theta.shape[1], 1).unfold(1, self.kernels_theta.shape[2], 1)
        return torch.sigmoid(torch.tensordot(windows, self.kernels_theta, dims=([2, 3], [1, 2])))
