"""Has the default momentum 0.9.

Believed: everybody uses 0.9.
Ask: which momentum has an optimiser that was given only a learning rate?
Caught by: test_without_momentum_a_step_remembers_nothing
"""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.9):
        super().__init__(params, lr, momentum)
