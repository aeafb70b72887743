"""Computes in float32, and converts the answer to the dtype of the map.

Believed: weights are float32, so the layer is.
Ask: how many digits of float64 weights are left?
Caught by: test_with_zero_weights_the_biases_are_the_logits
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        logits = inp.reshape(1, -1).float() @ self.w.float() + self.b.float()
        return softmax(logits.to(inp.dtype))
