"""Returns the logits.

Believed: softmax belongs to the loss.
Ask: what should the numbers of the answer add up to?
Caught by: test_forward_turns_12_by_12_by_8_into_ten_probabilities
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return inp.reshape(1, -1) @ self.w + self.b
