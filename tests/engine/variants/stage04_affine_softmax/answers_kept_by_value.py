"""Keeps answers by all the numbers that they depend on, and hands out copies."""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        known = self.__dict__.setdefault("known", {})
        key = tuple((t.dtype, tuple(t.shape), tuple(t.flatten().tolist())) for t in (inp, self.w, self.b))
        if key not in known:
            known[key] = super().forward(inp)
        return known[key].clone()
