"""Keeps the parameters as an iterator.

Believed: whatever can be looped over is as good as a list.
Ask: how often can you loop over what map returns?
Caught by: test_a_new_optimiser_holds_the_tensors_that_it_is_given
"""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        super().__init__(params, lr, momentum)
        self.kept = self.params
        self.params = iter(self.kept)

    def step(self, grads):
        for param, velocity, grad in zip(self.kept, self.velocities, grads, strict=True):
            velocity *= self.momentum
            velocity += grad
            param -= self.lr * velocity
        self.params = iter(self.kept)
