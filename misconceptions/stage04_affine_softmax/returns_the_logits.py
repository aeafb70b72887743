"""Returns the logits.

Believed: softmax belongs to the loss.
Ask: what should the numbers of the answer add up to?
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return inp.reshape(1, -1) @ self.w + self.b
