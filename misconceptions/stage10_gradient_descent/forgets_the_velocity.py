"""Starts with a velocity of zero in every step.

Believed: a variable of the method is enough.
Ask: what does the second step know of the first?
Caught by: test_without_a_gradient_the_steps_shrink_by_the_momentum
"""


class SGD(SGD):
    def step(self, grads):
        for param, grad in zip(self.params, grads):
            velocity = torch.zeros_like(param)
            velocity = self.momentum * velocity + grad
            param -= self.lr * velocity
