"""Leaves the bias out.

Believed: the bias starts at zero, so it changes nothing.
Ask: what comes out when w is zero and b is not?
Caught by: test_with_zero_weights_the_biases_are_the_logits
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return softmax(inp.reshape(1, -1) @ self.w)
