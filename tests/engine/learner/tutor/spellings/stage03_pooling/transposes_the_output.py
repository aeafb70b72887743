"""Width before height, in a buffer."""

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
        out = torch.empty((w // k, h // k, c), dtype=fmap.dtype)
        for y in range(h // k):
            for x in range(w // k):
                for channel in range(c):
                    out[x, y, channel] = fmap[y * k : (y + 1) * k, x * k : (x + 1) * k, channel].max()
        return out
