"""Keeps one flat velocity, in which each parameter has a part of its own."""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        super().__init__(params, lr, momentum)
        self.lengths = [param.numel() for param in params]
        self.flat = torch.zeros(sum(self.lengths), dtype=params[0].dtype)

    def step(self, grads):
        self.flat = self.momentum * self.flat + torch.cat([grad.reshape(-1) for grad in grads])
        for param, part in zip(self.params, self.flat.split(self.lengths)):
            param.data.sub_(self.lr * part.view_as(param))
