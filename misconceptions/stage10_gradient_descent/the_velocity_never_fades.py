"""Adds up all gradients, and uses the momentum only as a switch.

Believed: momentum keeps what is in motion in motion.
Ask: without any gradient, when does your parameter come to rest?
Caught by: test_without_a_gradient_the_steps_shrink_by_the_momentum
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            if not self.momentum:
                velocity.zero_()
            velocity += grad
            param -= self.lr * velocity
