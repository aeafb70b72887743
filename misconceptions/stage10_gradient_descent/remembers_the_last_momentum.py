"""Uses the momentum of the optimiser before it when it is given none.

Believed: a default is what was used last.
Ask: does your training depend on which optimisers the program has made before?
Caught by: test_without_momentum_a_step_remembers_nothing
"""

LAST = [0.0]


class SGD(SGD):
    def __init__(self, params, lr, momentum=None):
        if momentum is not None:
            LAST[0] = momentum
        super().__init__(params, lr, LAST[0])
