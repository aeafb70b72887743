"""Resizes the caller's map to one row.

Believed: resize_ is the reshape that copies nothing.
Ask: what shape has the map after the call?
Caught by: test_forward_leaves_map_weights_and_biases_alone
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        inp.resize_(1, inp.numel())
        return softmax(inp @ self.w + self.b)
