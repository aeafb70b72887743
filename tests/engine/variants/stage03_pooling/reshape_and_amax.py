"""Splits both axes in two with one reshape; the slider is not used."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        height, width = inp.shape[0] // self.k, inp.shape[1] // self.k
        whole = inp[: height * self.k, : width * self.k]
        return whole.reshape(height, self.k, width, self.k, -1).amax(dim=(1, 3))
