"""Adds the gradient.

Believed: the gradient says where to go.
Ask: the gradient of w^2 / 2 at 4 is 4: which way is the bottom?
Caught by: test_a_plain_step_is_lr_times_the_gradient_downhill
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += grad
            param += self.lr * velocity
