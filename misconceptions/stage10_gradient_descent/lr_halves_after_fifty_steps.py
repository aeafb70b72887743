"""Halves the learning rate after 50 steps.

Believed: every optimiser should slow down towards the end.
Ask: who told the optimiser how long the training is?
Caught by: test_the_hundredth_step_is_like_the_first
"""


class SGD(SGD):
    def step(self, grads):
        self.steps = getattr(self, "steps", 0) + 1
        if self.steps == 51:
            self.lr /= 2
        super().step(grads)
