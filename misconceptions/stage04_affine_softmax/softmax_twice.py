"""Applies softmax to probabilities.

Believed: softmax twice is as harmless as once.
Ask: what are the largest odds that a softmax of numbers between 0 and 1 can give?
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return softmax(softmax(inp.reshape(1, -1) @ self.w + self.b))
