# %% [markdown]
# # Stage 10: gradient descent
#
# The backward pass has told us, for every parameter of the network, which way the loss grows and how steeply:
# that is the gradient. Learning is what you do with it. Take a small step the other way, look again, and
# repeat some thousand times. There is no more to it than that, and this stage is a short one.
#
#     N samples --minibatches--> B indices --forward, backward--> loss, gradients --SGD.step--> better parameters
#          ^                                                                                         |
#          +------------------------------------- the next batch ------------------------------------+
#
# Letters: N samples; B samples in a batch; p a parameter, g its gradient, v its *velocity*; lr the *learning
# rate*, the length of a step for a gradient of 1; m the *momentum*, from 0 to below 1.
#
# - **A plain step.** p - lr * g. The gradient points uphill, hence the minus.
# - **A step with momentum.** The velocity remembers the gradients of the steps before, and forgets them bit by
#   bit: v = m * v + g, and then p = p - lr * v. At first v is 0, so that the first step is a plain one.
# - **Minibatches.** The loss is a mean over all samples. A few of them, drawn at random, give nearly the same
#   gradient for far less work. One round in which every sample is used once is called an *epoch*.
#
# ## By hand
# Take f(w) = w^2 / 2, whose lowest point is w = 0. Its derivative is g = w, which makes it easy: the gradient is
# the place where we stand. Start at w = 4, with lr = 1/2.
#
#     plain           g            step            w
#     step 1          4            1/2 * 4 = 2     4 - 2 = 2
#     step 2          2            1/2 * 2 = 1     2 - 1 = 1
#     step 3          1            1/2 * 1 = 1/2   1 - 1/2 = 1/2
#
#     momentum 1/2    g    v = 1/2 * v + g         step            w
#     step 1          4    1/2 * 0 + 4 = 4         1/2 * 4 = 2     4 - 2 = 2
#     step 2          2    1/2 * 4 + 2 = 4         1/2 * 4 = 2     2 - 2 = 0
#     step 3          0    1/2 * 4 + 0 = 2         1/2 * 2 = 1     0 - 1 = -1
#
# With momentum w is at the bottom after two steps, where the plain one is at 1. Then it runs past: the gradient
# is 0 there, but the velocity is not. Momentum is a heavy ball and not a careful walker.
#
# ## Where the original tutorial went wrong
# - It stops before this stage: under its headings "Backward & GD" there is nothing, and its network never
#   learns. GD is the gradient descent that you write here.
# - It shuffles its samples without a seed that decides everything: part of its shuffling was repeatable and the
#   rest was not, so no two runs had the same training set. Here one generator decides each epoch, and nothing
#   else does.
# - Other tutorials go on, and many of them make one of two mistakes. They write `p = p - lr * g` in a loop: this
#   makes a new tensor, and the layer goes on with the old one. Or they write `for i in range(N // B)`: this
#   never shows the network the samples that are left over.

# %%
from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch

# %% [markdown]
# ## Why batches, and why another order each time?
# **Why not all samples at once?** The gradient of the mean loss over 60,000 digits costs 60,000 forward and
# backward passes, for a single step. The mean over B digits drawn at random is right on average, and its error
# shrinks like 1/sqrt(B): four times the work gives half the error. So a rough answer is cheap, and precision is
# dear. With B = 32, an epoch has 1,875 steps instead of one.
#
# **Why shuffle?** Only a random batch is a fair sample. The 5,000 digits that come with this kata are stored in
# the order of their labels: of their 157 batches of 32 in stored order, 149 show a single digit. A network that
# sees nothing but zeros learns to say "zero", and has forgotten it by the time the nines come.
#
# **Why again in every epoch?** In a fixed order the same samples always meet in the same batch, and the errors
# of these batches come back in every epoch. In new batches they tend to cancel.
#
# **Why not draw each index anew?** Of N draws with replacement, each sample is missed with the probability
# (1 - 1/N)^N, about 0.37. More than a third of the digits would not be seen in an epoch. Shuffling and cutting
# sees each of them exactly once:
#
#     7 samples, B = 3     shuffled 4 0 6 2 5 1 3     batches 4 0 6 | 2 5 1 | 3
#
# A batch is a tensor of indices: `images[batch]` and `targets[batch]` are then the samples, still in pairs.


# %%
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
    raise NotImplementedError("stage 10: minibatches")


# %% [markdown]
# ## Why momentum?
# A steady gradient adds up: with m = 0.9 and g = 1 at every step, v is 1, 1.9, 2.71, 3.439 and so on, up to
# 1 / (1 - m) = 10. A gradient that keeps changing its sign cancels itself. So momentum is slow to turn, and fast
# on a long way.
#
# The loss of a network has long and narrow valleys. Take f(a, b) = (a^2 + 100 * b^2) / 2, start at (1, 1), and
# count the steps until both numbers stay within 0.01 of 0. The steep direction b forbids an lr of 0.02 or more; with
# lr = 0.01, plain descent needs 459 steps for the flat direction a. With momentum 0.9 it is 88.
#
# ## A step is taken in place
# The layers hold their weights, and the optimiser holds them too: the same tensors, in two places. What the
# optimiser does has to arrive in the layers. An assignment to a name does not: it makes the name mean another
# tensor. Only operations that write into the tensor do (`+=`, `copy_`, and all methods that end in `_`).
#
# The gradients belong to whoever calls `step`. They may be used again, or be overwritten by the next batch: do
# not write into them, and do not keep them.


# %%
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
        raise NotImplementedError("stage 10: SGD.__init__")

    def step(self, grads: Sequence[torch.Tensor]) -> None:
        """Set v = momentum * v + g and then p = p - lr * v, for each parameter p, its velocity v and its gradient g.

        grads: list or tuple of tensors, one for each parameter in the order of params, of the same shape and dtype
        and in any memory layout. They are not changed, and what becomes of them later changes no later step.
        The tensors of params are changed in place: they stay the same tensors, on the same storage.
        Source: Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep
        learning" (2013), equations 1 and 2, with lr taken out of v as in torch.optim.SGD.
        """
        raise NotImplementedError("stage 10: SGD.step")
