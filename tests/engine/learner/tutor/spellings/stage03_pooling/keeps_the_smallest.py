"""The maximum of the map turned upside down."""


class MaxPoolLayer:
    def __init__(self, size):
        self.size = size

    def slider(self, fmap):
        k = self.size
        places = [(y, x) for y in range(fmap.shape[0] // k) for x in range(fmap.shape[1] // k)]
        return [(fmap[y * k : y * k + k, x * k : x * k + k].clone(), y, x) for y, x in places]

    def forward(self, fmap):
        k = self.size
        h, w, c = fmap.shape
        cut = -fmap[: h // k * k, : w // k * k]
        return -cut.reshape(h // k, k, w // k, k, c).amax((1, 3))
