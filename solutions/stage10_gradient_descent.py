"""Stage 10, solved. The lesson is in exercises/stage10_gradient_descent.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch


def minibatches(num_samples: int, batch_size: int, generator: torch.Generator) -> Iterator[torch.Tensor]:
    """Yield the indices of one epoch, 0 to num_samples - 1 in random order, in batches: each index exactly once.

    num_samples: N, 1 or more. batch_size: B, 1 or more; where it is larger than N, there is one batch of N.
    generator: draws the order, and each epoch of two samples or more moves it on, also one of a single batch. In the
    same state it gives the same batches again. No other random numbers are used or disturbed: not torch's global
    ones, nor those of NumPy or Python.
    Yields int64 tensors (B,), to index samples with; a last one is shorter where B does not divide N, and never
    empty. A batch stays as it is when the next one comes, and epochs that take turns do not disturb each other. All
    ways to deal the indices out to the batches are equally likely; inside a batch any order will do.
    """
    order = torch.randperm(num_samples, generator=generator)  # (N,)
    for start in range(0, num_samples, batch_size):
        yield order[start : start + batch_size]


class SGD:
    """Gradient descent with momentum, which steps from wherever the parameters are.

    Attribute params: a list or tuple of the tensors that are trained, in the order in which they were given: these
    tensors themselves and not copies, so that whoever holds them sees every step.
    """

    params: Sequence[torch.Tensor]

    def __init__(self, params: Sequence[torch.Tensor], lr: float, momentum: float = 0.0) -> None:
        """Keep the parameters as they are, with a velocity of zero for each of them.

        params: list or tuple of tensors without requires_grad, float32 and float64 also side by side, with one axis or
        more each, of any shapes and in any memory layout. lr: the learning rate, above 0. momentum: from 0, which is
        plain descent, to below 1.
        """
        self.params = list(params)
        self.lr, self.momentum = lr, momentum
        self.velocities = [torch.zeros_like(param) for param in self.params]

    def step(self, grads: Sequence[torch.Tensor]) -> None:
        """Set v = momentum * v + g and then p = p - lr * v, for each parameter p, its velocity v and its gradient g.

        grads: list or tuple of tensors, one for each parameter in the order of params, of the same shape and dtype
        and in any memory layout. They are not changed, and what becomes of them later changes no later step.
        The tensors of params are changed in place: they stay the same tensors, on the same storage.
        Source: Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep
        learning" (2013), equations 1 and 2, with lr taken out of v as in torch.optim.SGD.
        """
        for param, velocity, grad in zip(self.params, self.velocities, grads, strict=True):
            velocity *= self.momentum
            velocity += grad
            param -= self.lr * velocity
