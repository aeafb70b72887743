"""Sets the gradients to zero after the step.

Believed: gradients have to be zeroed, as in torch.
Ask: who made the gradients, and who may still need them?
Caught by: test_step_leaves_the_gradients_alone
"""


class SGD(SGD):
    def step(self, grads):
        super().step(grads)
        for grad in grads:
            grad.zero_()
