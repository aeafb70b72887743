"""Flattens each parameter with reshape, and moves the result.

Believed: reshape gives a view.
Ask: when does reshape make a copy, and who sees what is written into it?
Caught by: test_parameters_and_gradients_lie_in_memory_as_they_like
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += grad
            flat = param.reshape(-1)
            flat -= self.lr * velocity.reshape(-1)
