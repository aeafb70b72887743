"""Flattens with view, which needs contiguous memory.

Believed: view and reshape are the same.
Ask: what does view say about a map that was transposed or cut out of a larger one?
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return softmax(inp.view(1, -1) @ self.w + self.b)
