# %% [markdown]
# # Stage 06: log-softmax and cross-entropy
#
# A network learns by making one number smaller: the *loss*, which says how wrong its answers are. This stage
# computes it from the logits of a batch and the classes that would have been right.
#
#     logits (N, C) --log_softmax--> log p (N, C) --take the right class, change the sign--> (N,) --mean--> ()
#                                                   ^ targets (N,)
#
# Letters: N images of a batch; C classes. Row n of the logits belongs to image n, and targets[n] is its class.
#
# - **The loss of one image is -log(p)**, with p the probability that the network gave to the right class. It
#   is 0 for p = 1, log(2) = 0.69 for p = 1/2, log(10) = 2.30 for p = 1/10, and grows without bound as p goes
#   to 0: to be sure and wrong is what costs most. The other classes count only through what they leave to p.
# - **Why a logarithm?** The probability of getting a whole batch right is the product of its N probabilities.
#   A product of many small numbers fades away to 0 on a computer; the logarithm turns it into a sum.
# - **Why the mean?** Losses of small and large batches can then be compared, and so can the steps of stage 10.
#
# The name says what is compared: the probabilities of the network with those of the truth, which are 1 for
# the right class and 0 for the others.
#
# ## By hand
# Two images and three classes. The first image has the logits of stage 04 and the class 1; the second one has
# equal logits and the class 2.
#
#     logits z            1        3        4            0        0        0
#     sum of exp(z)       77.402                         3
#     its logarithm        4.349                         1.0986
#     z minus that       -3.349   -1.349   -0.349       -1.0986  -1.0986  -1.0986
#     right class                  ^                                       ^
#     loss                 1.349                         1.0986
#
#     cross-entropy       (1.349 + 1.0986) / 2 = 1.2238
#
# Check against stage 04: the second probability was 0.2595, and -log(0.2595) = 1.349. Equal logits cost
# log(C) whatever the class is, here log(3) = 1.0986.
#
# ## Where the original tutorial went wrong
# It stopped before the loss: below its heading "Backward & GD: linear + softmax" there is nothing. So nothing
# ever told it that its untrained network was sure and wrong: a first loss of 3.2 to 6.7, where about
# log(10) = 2.30 is what knowing nothing costs. What is commonly done wrong where it would have gone on:
#
# - Take the logarithm of the softmax. In float32, exp(-104) is 0 and log(0) is minus infinity: one image with
#   a lead of 104 for a wrong class makes the whole loss infinite. With the softmax of the tutorial, which
#   takes exp of the logits as they come, it is NaN beyond 88.72.
# - Write log(p + 1e-9) to mend that. Now no image can cost more than 20.7, and whoever costs more has no
#   slope left to learn from.
# - Add the losses up where the mean is meant: a batch twice as large then makes steps twice as large.
# - Take softmax first, and give the probabilities to a loss that expects logits. It runs, and the loss goes
#   down; but with ten classes it can never get below 1.46.

# %%
from __future__ import annotations

import torch

# %% [markdown]
# ## The logarithm of a softmax, without the softmax
# On paper the logarithm undoes exp above the line, and turns the division into a difference:
#
#     log p_i = log( exp(z_i) / sum_j exp(z_j) ) = z_i - log( sum_j exp(z_j) )
#
# The last term is one number a row, called *logsumexp*. It is a smooth maximum: at least the largest logit,
# and at most log(C) above it. Written like this it takes exp of the logits as they come. But moving a whole row
# by a number m changes no probability, and with m the row's maximum,
#
#     log p_i = (z_i - m) - log( sum_j exp(z_j - m) )
#
# Now nothing can overflow. Small terms may become 0, and that does no harm: the term of the maximum is
# exp(0) = 1, so the sum lies between 1 and C, and its logarithm between 0 and log(C). The z_i - m in front goes
# through no exp at all: a logit that lies 10,000 below a single largest one gets -10,000, and not log(0).


# %%
def log_softmax(logits: torch.Tensor) -> torch.Tensor:
    """Return z_i - log(sum_j exp(z_j)) along each row, also for logits as large as 10,000.

    logits: finite numbers (N, C), N and C at least 1, float32 or float64, in any memory layout.
    They are not changed.
    Returns a new tensor (N, C) of the same dtype: the logarithm of each probability. It is finite even where
    the probability is too small to be written down.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 6.2.2.3.
    """
    raise NotImplementedError("stage 06: log_softmax")


# %% [markdown]
# ## One number of each row
# `targets` says which column to take, another one in each row. Two index tensors of the same length are read
# in step: `x[rows, columns]` is x[rows[0], columns[0]], x[rows[1], columns[1]] and so on. That is not the same
# as `x[:, columns]`, which takes all those columns of every row.
#
# The targets are class numbers, as the data set gives them. Written as rows of 0 and one 1 they are called
# *one-hot*; then the loss of a row is minus the sum of one-hot times log p, which is the same number.


# %%
def cross_entropy(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Return the mean over the batch of -log(p), where p is the probability of a row's right class.

    logits: tensor (N, C), N and C at least 1, float32 or float64, as large as 10,000, in any memory layout.
    targets: tensor (N,), int64, in any memory layout: the right class of each row, from 0 to C - 1.
    Neither is changed.
    Returns a new tensor () of the dtype of the logits: one number, the loss.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 5.5.
    """
    raise NotImplementedError("stage 06: cross_entropy")
