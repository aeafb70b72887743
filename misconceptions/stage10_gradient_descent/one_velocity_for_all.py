"""Passes one velocity on from parameter to parameter.

Believed: the optimiser has a velocity.
Ask: after the kernels have been moved, what do the biases inherit?
Caught by: test_each_parameter_has_a_velocity_of_its_own
"""


class SGD(SGD):
    velocity = 0.0

    def step(self, grads):
        for param, grad in zip(self.params, grads):
            try:
                self.velocity = self.momentum * self.velocity + grad
            except RuntimeError:
                self.velocity = grad.clone()
            param -= self.lr * self.velocity
