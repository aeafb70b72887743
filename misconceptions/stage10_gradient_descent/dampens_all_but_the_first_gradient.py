"""Starts with v = g, and takes (1 - m) * g from then on.

Believed: this is what torch does with dampening, so it is how momentum is meant.
Ask: after two gradients of 1, what is v in the formula?
Caught by: test_every_step_matches_the_formula
"""


class SGD(SGD):
    def step(self, grads):
        first = not hasattr(self, "begun")
        self.begun = True
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += grad if first else (1 - self.momentum) * grad
            param -= self.lr * velocity
