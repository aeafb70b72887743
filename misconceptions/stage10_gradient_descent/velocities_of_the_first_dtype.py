"""Makes all the velocities in the dtype of the first parameter.

Believed: all the parameters of a network have one dtype.
Ask: the first parameter is float32 and the second float64: how many digits does the second velocity keep?
Caught by: test_parameters_of_two_dtypes_are_trained_side_by_side
"""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        super().__init__(params, lr, momentum)
        self.velocities = [torch.zeros_like(param, dtype=self.params[0].dtype) for param in self.params]
