"""Moves the parameters first, and then updates the velocity.

Believed: the order of the two lines does not matter.
Ask: how far does the first step go?
Caught by: test_a_plain_step_is_lr_times_the_gradient_downhill
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            param -= self.lr * velocity
            velocity *= self.momentum
            velocity += grad
