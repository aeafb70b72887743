"""Correlates by the Fourier transform."""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        height, width = inp.shape
        _, kernel_height, kernel_width = self.kernels_theta.shape
        spectrum = torch.fft.rfft2(inp) * torch.fft.rfft2(self.kernels_theta, s=(height, width)).conj()
        sums = torch.fft.irfft2(spectrum, s=(height, width))[
            :, : height - kernel_height + 1, : width - kernel_width + 1
        ]
        return torch.sigmoid(sums).permute(1, 2, 0)
