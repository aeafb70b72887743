"""Keeps the answer of its first call, and gives it again.

Believed: a layer has one answer.
Ask: show the layer a second image: what comes out?
Caught by: test_forward_remembers_nothing
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        if not hasattr(self, "answer"):
            self.answer = softmax(inp.reshape(1, -1) @ self.w + self.b)
        return self.answer
