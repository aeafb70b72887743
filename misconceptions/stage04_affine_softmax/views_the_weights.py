"""Splits the rows of w by views, which transposed weights do not allow.

Believed: a weight matrix always lies row by row in memory.
Ask: which tensors can `view` flatten?
Caught by: test_weights_and_biases_lie_in_memory_as_they_like
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        products = inp.reshape(-1).repeat_interleave(len(self.b)) * self.w.view(-1)
        return softmax(products.view(-1, len(self.b)).sum(dim=0, keepdim=True) + self.b)
