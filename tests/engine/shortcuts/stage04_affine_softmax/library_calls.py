"""torch.softmax, torch.nn.functional.linear, and nn.init in place."""


def lecun_normal(shape, fan_in, generator=None):
    return torch.nn.init.normal_(torch.empty(shape), mean=0.0, std=fan_in**-0.5, generator=generator)


def softmax(logits):
    return torch.softmax(logits, dim=1)


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        x = torch.flatten(inp).unsqueeze(0)
        return torch.nn.functional.linear(x, self.w.t(), self.b).softmax(-1)
