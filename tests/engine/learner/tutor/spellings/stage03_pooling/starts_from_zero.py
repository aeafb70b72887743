"""A running maximum that begins at 0, in plain Python."""

import torch


class MaxPoolLayer:
    def __init__(self, size):
        self.size = size

    def slider(self, fmap):
        k = self.size
        places = [(y, x) for y in range(fmap.shape[0] // k) for x in range(fmap.shape[1] // k)]
        return [(fmap[y * k : y * k + k, x * k : x * k + k].clone(), y, x) for y, x in places]

    def forward(self, fmap):
        k, (h, w, c) = self.size, fmap.shape
        rows = []
        for y in range(h // k):
            row = []
            for x in range(w // k):
                best = [0.0] * c
                for pixel in fmap[y * k : y * k + k, x * k : x * k + k].reshape(-1, c).tolist():
                    best = [max(old, new) for old, new in zip(best, pixel, strict=True)]
                row.append(best)
            rows.append(row)
        return torch.tensor(rows, dtype=fmap.dtype)
