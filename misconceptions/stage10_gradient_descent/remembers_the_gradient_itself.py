"""Keeps the first gradient as the velocity without copying it, and makes new ones later.

Believed: nothing is done to it, so it stays as it is.
Ask: the caller writes the next gradient into the same tensor: what does the velocity hold?
Caught by: test_gradients_may_be_overwritten_after_the_step
"""


class SGD(SGD):
    def step(self, grads):
        old = getattr(self, "moving", None)
        self.moving = list(grads) if old is None else [self.momentum * v + g for v, g in zip(old, grads)]
        for param, velocity in zip(self.params, self.moving):
            param -= self.lr * velocity
