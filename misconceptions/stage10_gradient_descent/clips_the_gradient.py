"""Cuts every gradient off at 1 and at -1.

Believed: a safe optimiser makes no large steps.
Ask: how does a step change when its gradient is ten times as large?
Caught by: test_a_plain_step_is_lr_times_the_gradient_downhill
"""


class SGD(SGD):
    def step(self, grads):
        super().step([grad.clamp(-1, 1) for grad in grads])
