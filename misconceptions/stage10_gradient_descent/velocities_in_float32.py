"""Keeps all the velocities in float32.

Believed: torch.zeros(shape) is good enough for any parameter.
Ask: to how many digits does a float64 parameter follow the formula then?
Caught by: test_every_step_matches_the_formula
"""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        super().__init__(params, lr, momentum)
        self.velocities = [torch.zeros(param.shape) for param in self.params]
