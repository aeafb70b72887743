"""Loops over single numbers with Python floats and math, without any tensor arithmetic."""


def sigmoid(x):
    import math

    numbers = [1 / (1 + math.exp(-n)) if n >= 0 else math.exp(n) / (1 + math.exp(n)) for n in x.flatten().tolist()]
    return torch.tensor(numbers, dtype=x.dtype).reshape(x.shape)


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        (height, width), (num_kernels, kernel_height, kernel_width) = inp.shape, self.kernels_theta.shape
        output = torch.empty(height - kernel_height + 1, width - kernel_width + 1, num_kernels, dtype=inp.dtype)
        for h_idx, w_idx, f in torch.cartesian_prod(*[torch.arange(n) for n in output.shape]).tolist():
            output[h_idx, w_idx, f] = sum(
                float(inp[h_idx + i, w_idx + j]) * float(self.kernels_theta[f, i, j])
                for i in range(kernel_height)
                for j in range(kernel_width)
            )
        return sigmoid(output)
