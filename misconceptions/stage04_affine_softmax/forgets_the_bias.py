"""Leaves the bias out.

Believed: the bias starts at zero, so it changes nothing.
Ask: what comes out when w is zero and b is not?
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return softmax(inp.reshape(1, -1) @ self.w)
