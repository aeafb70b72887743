"""Returns from inside the loop.

Believed: return ends the step.
Ask: how many parameters has a step moved when it comes to the return?
Caught by: test_a_plain_step_is_lr_times_the_gradient_downhill
"""


class SGD(SGD):
    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocities, grads):
            velocity *= self.momentum
            velocity += grad
            param -= self.lr * velocity
            return
