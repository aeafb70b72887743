"""Adds the bias to the probabilities.

Believed: the bias is a correction of the result.
Ask: what do the probabilities add up to after your correction?
Caught by: test_with_zero_weights_the_biases_are_the_logits
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return softmax(inp.reshape(1, -1) @ self.w) + self.b
