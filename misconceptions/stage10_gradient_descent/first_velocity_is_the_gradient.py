"""Takes the first gradient itself for the velocity, and works on it in place.

Believed: at the first step v = g, so it may as well be the same tensor.
Ask: what is in the gradient after the second step?
Caught by: test_step_leaves_the_gradients_alone
"""


class SGD(SGD):
    def step(self, grads):
        if not hasattr(self, "moving"):
            self.moving = list(grads)
        else:
            for velocity, grad in zip(self.moving, grads):
                velocity *= self.momentum
                velocity += grad
        for param, velocity in zip(self.params, self.moving):
            param -= self.lr * velocity
