"""Puts new tensors into the list of parameters.

Believed: what counts is what the list holds.
Ask: the layer holds its weights itself: how does it learn of the new tensor?
Caught by: test_steps_change_the_tensors_that_were_given
"""


class SGD(SGD):
    def step(self, grads):
        for i, grad in enumerate(grads):
            self.velocities[i] = self.momentum * self.velocities[i] + grad
            self.params[i] = self.params[i] - self.lr * self.velocities[i]
