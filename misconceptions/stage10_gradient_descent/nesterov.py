"""Looks ahead: subtracts the gradient plus the momentum times the new velocity.

Believed: momentum is Nesterov momentum.
Ask: how long is the very first step, when the velocity was 0?
Caught by: test_the_first_step_with_momentum_is_a_plain_one
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += grad
            param -= self.lr * (grad + self.momentum * velocity)
