"""Pairs parameters and velocities once, with zip, when it is made.

Believed: zip makes a list of pairs.
Ask: how often can you loop over what zip returns?
Caught by: test_without_a_gradient_the_steps_shrink_by_the_momentum
"""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        super().__init__(params, lr, momentum)
        self.pairs = zip(self.params, self.velocities)

    def step(self, grads):
        for (param, velocity), grad in zip(self.pairs, list(grads)):
            velocity *= self.momentum
            velocity += grad
            param -= self.lr * velocity
