"""Everything in Python loops with math.exp, and lists in between."""


def softmax(logits):
    import math

    rows = []
    for row in logits.tolist():
        largest = max(row)
        exps = [math.exp(z - largest) for z in row]
        total = math.fsum(exps)
        rows.append([e / total for e in exps])
    return torch.tensor(rows, dtype=logits.dtype)


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        x = [n for row in inp.tolist() for pixel in row for n in pixel]
        w, b = self.w.tolist(), self.b.tolist()
        logits = [sum(n * w[k][c] for k, n in enumerate(x)) + b[c] for c in range(len(b))]
        return softmax(torch.tensor([logits], dtype=inp.dtype))
