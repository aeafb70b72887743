"""Applies softmax to probabilities.

Believed: softmax twice is as harmless as once.
Ask: what are the largest odds that a softmax of numbers between 0 and 1 can give?
Caught by: test_with_zero_weights_the_biases_are_the_logits
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return softmax(softmax(inp.reshape(1, -1) @ self.w + self.b))
