"""Takes the running mean m * v + (1 - m) * g for the velocity.

Believed: the velocity is the mean of the last gradients.
Ask: with the same gradient at every step: how large does v become in the formula, and how large here?
Caught by: test_the_first_step_with_momentum_is_a_plain_one
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += (1 - self.momentum) * grad
            param -= self.lr * velocity
