"""Looks velocities up by the id of the parameter, in a dictionary of the class.

Believed: a parameter has one velocity, whoever moves it.
Ask: where should a second optimiser of the same network begin?
Caught by: test_a_new_optimiser_of_the_same_tensors_starts_at_rest
"""


class SGD(SGD):
    known = {}

    def step(self, grads):
        for param, grad in zip(self.params, grads):
            _, velocity = self.known.setdefault(id(param), (param, torch.zeros_like(param)))
            velocity *= self.momentum
            velocity += grad
            param -= self.lr * velocity
