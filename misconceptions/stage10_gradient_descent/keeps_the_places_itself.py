"""Keeps the parameters in float64 for itself, and copies them out after each step.

Believed: nobody else writes into a parameter.
Ask: weights are loaded into the layer between two steps: where does your next step begin?
Caught by: test_a_step_starts_where_the_parameter_is
"""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        super().__init__(params, lr, momentum)
        self.places = [param.double() for param in self.params]
        self.velocities = [torch.zeros_like(place) for place in self.places]

    def step(self, grads):
        for param, place, velocity, grad in zip(self.params, self.places, self.velocities, grads, strict=True):
            velocity *= self.momentum
            velocity += grad
            place -= self.lr * velocity
            param.copy_(place)
