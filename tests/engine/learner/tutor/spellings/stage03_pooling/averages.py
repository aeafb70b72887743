"""Average pooling: sums over shifted maps, divided by k * k."""


class MaxPoolLayer:
    def __init__(self, size):
        self.size = size

    def slider(self, fmap):
        k = self.size
        places = [(y, x) for y in range(fmap.shape[0] // k) for x in range(fmap.shape[1] // k)]
        return [(fmap[y * k : y * k + k, x * k : x * k + k].clone(), y, x) for y, x in places]

    def forward(self, fmap):
        k = self.size
        h, w = fmap.shape[0] // k * k, fmap.shape[1] // k * k
        parts = [fmap[i:h:k, j:w:k].double() for j in range(k) for i in range(k)]
        return (sum(parts) / len(parts)).to(fmap.dtype)
