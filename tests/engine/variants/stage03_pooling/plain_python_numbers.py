"""Loops over lists of numbers and builds the tensor at the end."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        k, numbers = self.k, inp.tolist()
        height, width, channels = inp.shape
        rows = []
        for top in range(0, height - k + 1, k):
            row = []
            for left in range(0, width - k + 1, k):
                window = [numbers[top + i][left + j] for i in range(k) for j in range(k)]
                row.append([max(pixel[f] for pixel in window) for f in range(channels)])
            rows.append(row)
        return torch.tensor(rows, dtype=inp.dtype)
