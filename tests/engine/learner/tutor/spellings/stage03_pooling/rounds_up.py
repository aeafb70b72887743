"""Windows that are not whole count too."""

import torch


class MaxPoolLayer:
    def __init__(self, size):
        self.size = size

    def slider(self, fmap):
        found = []
        for top in range(0, fmap.shape[0], self.size):
            for left in range(0, fmap.shape[1], self.size):
                window = fmap[top : top + self.size, left : left + self.size, :]
                found.append((window, top // self.size, left // self.size))
        return found

    def forward(self, fmap):
        windows = self.slider(fmap)
        height, width = windows[-1][1] + 1, windows[-1][2] + 1
        out = torch.zeros(height * width, fmap.shape[2], dtype=fmap.dtype)
        for number, (window, _, _) in enumerate(windows):
            out[number] = window.reshape(-1, fmap.shape[2]).max(0).values
        return out.reshape(height, width, -1)
