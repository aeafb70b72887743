"""w and b are properties that reach into a torch.nn.Module; softmax goes through each row once, without its maximum."""

import math


class Affine(torch.nn.Module):
    def __init__(self, inputs, classes):
        super().__init__()
        self.w = torch.nn.Parameter(lecun_normal((inputs, classes), inputs), requires_grad=False)
        self.b = torch.nn.Parameter(torch.zeros(classes), requires_grad=False)

    def forward(self, x):
        return x @ self.w + self.b


class AffineAndSoftmaxLayer:
    w = property(lambda self: self.affine.w, lambda self, value: setattr(self.affine, "w", value))
    b = property(lambda self: self.affine.b, lambda self, value: setattr(self.affine, "b", value))

    def __init__(self, affine_weight_shape):
        *sizes, classes = affine_weight_shape
        self.affine = Affine(math.prod(sizes), classes)

    def forward(self, inp):
        return softmax(self.affine(inp.reshape(1, -1)))


def softmax(logits):
    rows = []
    for row in logits.tolist():
        largest, total = -math.inf, 0.0
        for z in row:
            if z > largest:
                largest, total = z, total * math.exp(largest - z) + 1
            elif z > -math.inf:
                total += math.exp(z - largest)
        rows.append([math.exp(z - largest) / total for z in row])
    return logits.new_tensor(rows)
