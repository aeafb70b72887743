"""Computes the new parameter, and gives it the name of the loop variable.

Believed: `param = ...` changes the parameter.
Ask: which tensor does the list hold after that line?
Caught by: test_a_plain_step_is_lr_times_the_gradient_downhill
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += grad
            param = param - self.lr * velocity
