"""Cuts all windows out at once with unfold, and sums with einsum instead of a loop."""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        _, kernel_height, kernel_width = self.kernels_theta.shape
        windows = inp.unfold(0, kernel_height, 1).unfold(1, kernel_width, 1)  # (OH, OW, KH, KW)
        return torch.sigmoid(torch.einsum("hwij,fij->hwf", windows, self.kernels_theta))
