"""Gives each tensor new memory through its attribute `data`.

Believed: the tensor is the same object, so everybody sees the change.
Ask: what does a view of the parameter show after a step?
Caught by: test_steps_change_the_tensors_that_were_given
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += grad
            param.data = param - self.lr * velocity
