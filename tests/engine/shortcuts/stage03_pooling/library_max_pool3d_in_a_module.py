"""Is a torch module itself, and pools with a window of k x k x 1."""


class MaxPoolLayer(torch.nn.Module):
    slider = MaxPoolLayer.slider

    def __init__(self, pooling_kernel_shape):
        super().__init__()
        self.k = pooling_kernel_shape
        self.pool = torch.nn.MaxPool3d((self.k, self.k, 1))

    def forward(self, inp):
        return self.pool(inp[None])[0]
