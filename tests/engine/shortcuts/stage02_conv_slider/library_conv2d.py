"""Leaves the work to torch.nn.functional.conv2d and torch.sigmoid; forward does not use the slider."""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        if inp.ndim != 2:
            raise TypeError("inp must have two axes")
        sums = torch.nn.functional.conv2d(inp[None, None], self.kernels_theta[:, None])  # (1, F, OH, OW)
        return torch.sigmoid(sums[0].permute(1, 2, 0))
