"""Keeps the map as it is, and sums over its three axes with einsum."""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        weights = self.w.unflatten(0, inp.shape)
        logits = torch.einsum("hwf,hwfc->c", inp, weights) + self.b
        return softmax(logits[None, :])
