"""Writes each answer into the same tensor.

Believed: nobody looks at an old answer.
Ask: what does the answer for the first image hold after the second one?
Caught by: test_forward_remembers_nothing
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        answer = softmax(inp.reshape(1, -1) @ self.w + self.b)
        if getattr(self, "out", answer).dtype != answer.dtype or not hasattr(self, "out"):
            self.out = torch.empty_like(answer)
        return self.out.copy_(answer)
