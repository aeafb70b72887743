"""A torch.nn.Module, with a slider that goes from the last window to the first."""


class MaxPoolLayer(torch.nn.Module):
    def __init__(self, pooling_kernel_shape):
        super().__init__()
        self.size = pooling_kernel_shape

    def slider(self, inp):
        k = self.size
        for h_idx in reversed(range(inp.shape[0] // k)):
            for w_idx in reversed(range(inp.shape[1] // k)):
                yield inp.narrow(0, h_idx * k, k).narrow(1, w_idx * k, k), h_idx, w_idx

    def forward(self, inp):
        return inp.unfold(0, self.size, self.size).unfold(1, self.size, self.size).flatten(3).topk(1).values[..., 0]
