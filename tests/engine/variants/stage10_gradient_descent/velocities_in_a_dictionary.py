"""Keeps its velocities in a dictionary by the id of the parameter, and calls foreach functions."""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        self.params, self.lr, self.momentum, self.state = list(params), lr, momentum, {}

    def step(self, grads):
        velocities = [self.state.setdefault(id(param), torch.zeros_like(param)) for param in self.params]
        torch._foreach_mul_(velocities, self.momentum)
        torch._foreach_add_(velocities, list(grads))
        torch._foreach_add_(self.params, velocities, alpha=-self.lr)
        return self.params
