"""Cuts all windows out at once with unfold. It checks nothing, and so it also pools a map without channels."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return inp.unfold(0, self.k, self.k).unfold(1, self.k, self.k).amax(dim=(-2, -1))
