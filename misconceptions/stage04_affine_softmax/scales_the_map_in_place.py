"""Divides the map by its largest number first, in place.

Believed: inputs should always be scaled, wherever they come from.
Ask: what does the next layer that reads this map see, and what became of the sizes of two maps?
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        inp /= inp.abs().max().clamp(min=1)
        return softmax(inp.reshape(1, -1) @ self.w + self.b)
