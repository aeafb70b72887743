"""Cuts all windows out at once with unfold; a map without channels is pooled too, and not refused."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return inp.unfold(0, self.k, self.k).unfold(1, self.k, self.k).amax(dim=(-2, -1))
