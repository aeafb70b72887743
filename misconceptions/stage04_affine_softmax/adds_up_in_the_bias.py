"""Collects the logits in the bias itself.

Believed: += saves a line and a tensor.
Ask: what is b after the first image, and what comes out for the second?
Caught by: test_forward_leaves_map_weights_and_biases_alone
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        self.b += (inp.reshape(1, -1) @ self.w)[0]
        return softmax(self.b[None])
