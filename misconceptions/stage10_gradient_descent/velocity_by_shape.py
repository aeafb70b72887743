"""Looks the velocity up by the shape of the parameter.

Believed: the shape says which parameter it is.
Ask: which parameters of a network could have the same shape?
Caught by: test_each_parameter_has_a_velocity_of_its_own
"""


class SGD(SGD):
    def step(self, grads):
        known = self.__dict__.setdefault("known", {})
        for param, grad in zip(self.params, grads):
            velocity = known.setdefault(param.shape, torch.zeros_like(param))
            velocity *= self.momentum
            velocity += grad
            param -= self.lr * velocity
