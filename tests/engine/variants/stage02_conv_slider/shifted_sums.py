"""Adds up shifted copies of the image, one for each weight of the kernel."""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        height, width = inp.shape
        num_kernels, kernel_height, kernel_width = self.kernels_theta.shape
        out_height, out_width = height - kernel_height + 1, width - kernel_width + 1
        sums = inp.new_zeros(out_height, out_width, num_kernels)
        for i in range(kernel_height):
            for j in range(kernel_width):
                sums += inp[i : i + out_height, j : j + out_width, None] * self.kernels_theta[:, i, j]
        return 1 / (1 + torch.exp(-sums))
