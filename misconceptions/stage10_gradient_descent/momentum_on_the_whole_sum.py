"""Multiplies the velocity by the momentum after the gradient was added.

Believed: momentum * (v + g) is the same but for brackets.
Ask: with momentum 0, what is left of the gradient?
Caught by: test_a_plain_step_is_lr_times_the_gradient_downhill
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity += grad
            velocity *= self.momentum
            param -= self.lr * velocity
