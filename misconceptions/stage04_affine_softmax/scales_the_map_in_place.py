"""Divides the map by its largest number first, in place.

Believed: inputs should always be scaled, wherever they come from.
Ask: what does the next layer that reads this map see, and what became of the sizes of two maps?
Caught by: test_forward_leaves_map_weights_and_biases_alone
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        inp /= inp.abs().max().clamp(min=1)
        return softmax(inp.reshape(1, -1) @ self.w + self.b)
