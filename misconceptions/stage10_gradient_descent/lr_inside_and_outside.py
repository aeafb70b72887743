"""Multiplies by the learning rate when the velocity is made, and again in the step.

Believed: both formulas have an lr, so both lines need it.
Ask: with lr 0.1 and gradient 1: how far should the first step go?
Caught by: test_a_plain_step_is_lr_times_the_gradient_downhill
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += self.lr * grad
            param -= self.lr * velocity
