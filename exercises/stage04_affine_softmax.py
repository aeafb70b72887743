# %% [markdown]
# # Stage 04: affine map and softmax
#
# Convolution and pooling have turned a digit into a small stack of maps that say what was seen where. This
# stage turns the maps into an answer: one number for each class, and then one probability for each class. It
# is the last layer of the network, and of nearly every classifier since.
#
#     map (H, W, F) --flatten--> (1, H*W*F) --times w, plus b--> logits (1, C) --softmax--> probabilities
#     [12, 12, 8]                [1, 1152]     [1152, 10] [10]         [1, 10]              [1, 10]
#
# Letters: H, W height and width of a map; F the number of maps; C classes; N rows of a batch.
#
# - **Affine map.** Each class has one weight for every input, and one bias. Its *logit* is the sum of the
#   inputs times the weights, plus the bias. Without the bias the map would be linear; with it, it is called
#   affine.
# - **Softmax.** exp makes every logit z positive, and dividing each by the sum of all makes a whole of 1.
#   The tutorial's name, soft(arg)max, is the better one: it is a smooth version of "1 for the largest, 0 for
#   the others".
#
#         p_i = exp(z_i) / (exp(z_1) + ... + exp(z_C))
#
# Divide two of these probabilities, and the sum below the line cancels. What is left is the meaning of a
# logit:
#
#     p_i / p_j = exp(z_i) / exp(z_j)     so     log(p_i / p_j) = z_i - z_j
#
# The difference of two logits is the logarithm of the odds between two classes. Only differences count:
# adding the same number to all logits of a row changes nothing.
#
# ## By hand
# A map of height 1 and width 2 with one channel, and three classes:
#
#     flattened map x   1 2     weights w   1 0 2     bias b   0 1 0
#                                           0 1 1
#
#     x times w      1*1 + 2*0 = 1     1*0 + 2*1 = 2     1*2 + 2*1 = 4
#     logits z       1 + 0 = 1         2 + 1 = 3         4 + 0 = 4
#     exp(z)         2.718             20.086            54.598            together 77.402
#     softmax        0.0351            0.2595            0.7054            together 1
#
# Check the odds of the last two: 0.7054 / 0.2595 = 2.718 = exp(4 - 3).
#
# ## Where the original tutorial went wrong
# - It drew the weights with standard deviation 1/N, called that LeCun's rule, and took N to be the number of
#   *outputs*: 1/10 = 0.1. LeCun's rule is 1/sqrt(number of inputs), here 1/sqrt(1152) = 0.0295. Its untrained
#   network was sure of itself and wrong: a first loss of 3.2 to 6.7, where about 2.3 is what knowing nothing
#   costs. To be honest: it trains all the same, because gradient descent first unlearns those opinions.
#   Deeper networks are less forgiving.
# - It took exp of the logits as they came. In float32, exp of anything beyond 88.7 is infinity, and infinity
#   divided by infinity is NaN.
# - It divided by the sum over the whole tensor. With one image nobody can tell. With three, the rows added up
#   to 0.975, 0.020 and 0.005, where each should add up to 1.

# %%
from __future__ import annotations

from collections.abc import Sequence

import torch

# %% [markdown]
# ## How large should random weights be?
# A logit is z = w_1 x_1 + ... + w_n x_n. Let the weights be independent, with mean 0 and standard deviation
# s, and hold the inputs x fixed. Then
#
#     variance of one term    Var(w_i x_i) = x_i^2 Var(w_i) = s^2 x_i^2
#     variances add up        Var(z) = s^2 (x_1^2 + ... + x_n^2) = n s^2 * (mean of the squares of x)
#     z as large as an x      n s^2 = 1, which is s = 1/sqrt(n)
#
# n is called the *fan-in*: the number of inputs that one output sums over. With s larger, every layer makes
# its numbers grow; with s smaller, they fade away. The bias comes after the sum, and starts at 0.
#
# The fan-in is an argument of its own, because the shape does not tell. For w (H*W*F, C) it is the first
# size; for kernels (F, KH, KW) it is KH * KW.
#
# A *generator* is a source of random numbers that you hold in your hand: `torch.Generator().manual_seed(0)`.
# Two in the same state give the same numbers, whatever else the program has drawn in the meantime. That makes
# a run repeatable.


# %%
def lecun_normal(
    shape: tuple[int, ...],
    fan_in: int,
    generator: torch.Generator | None = None,
) -> torch.Tensor:
    """Return random weights: normal, independent, mean 0, standard deviation 1/sqrt(fan_in).

    shape: the sizes of the result, each at least 1, as many as you like; () asks for a single number.
    fan_in: number of inputs that one output sums over, at least 1.
    generator: where the random numbers come from; each call moves it on. None means torch's global generator.
    Returns a new tensor of this shape, float32. A normal distribution that is cut off at two deviations and widened to
    the same spread, as some libraries have it, may stand in for the whole one.
    Source: LeCun, Bottou, Orr and Mueller, "Efficient BackProp" (1998), section 4.6.
    """
    raise NotImplementedError("stage 04: lecun_normal")


# %% [markdown]
# ## Softmax that stands any logit
# Only differences of logits count, so subtract a number m from a whole row before taking exp:
#
#     exp(z_i - m) / sum of exp(z_j - m)  =  exp(z_i) / sum of exp(z_j)     above and below divided by exp(m)
#
# On paper m is free. On a computer choose the row's own maximum: the largest term is then exp(0) = 1, so
# nothing can overflow, and the sum lies between 1 and C, so it is never 0. One m for the whole batch will not
# do: in a row that lies far below it every exp becomes 0, and 0 / 0 is NaN.


# %%
def softmax(logits: torch.Tensor) -> torch.Tensor:
    """Return exp(z_i) / sum_j exp(z_j) along each row, also for logits as large as 10,000.

    logits: tensor (N, C), float32 or float64, in any memory layout; it is not changed.
    Returns a new tensor (N, C) of the same dtype: the probabilities, each row of which adds up to 1. A logit of -inf,
    beside a finite one in its row, has the probability 0.
    Source of the shift: Goodfellow, Bengio and Courville, "Deep Learning", section 4.1.
    """
    raise NotImplementedError("stage 04: softmax")


# %% [markdown]
# ## The layer
# Flattening reads the map row by row, all the channels of a pixel before the next pixel: that is the order in
# which `reshape` reads a tensor, and it decides which weight meets which pixel. The batch of one image is
# kept as a first axis of size 1.
#
# Test the layer as you should test every fresh network, before training it. The loss of a prediction is
# -log(p), with p the probability that it gave to the right class. A layer that knows nothing should give 1/10
# to each of ten classes: -log(1/10) = log(10) = 2.30. Random weights cost a little more: with LeCun's rule,
# and inputs between 0 and 1, about 2.4 or 2.5. A first loss of 4 says that something is wrong before a single
# step has been made.


# %%
class AffineAndSoftmaxLayer:
    """Turns a map (H, W, F) into the probabilities of C classes.

    Attributes: w, tensor (H*W*F, C), the weights; b, tensor (C,), the biases. `forward` reads both each time,
    so they can be replaced, or changed in place, and lie in memory in any layout.
    """

    w: torch.Tensor
    b: torch.Tensor

    def __init__(self, affine_weight_shape: Sequence[int]) -> None:
        """Draw random weights, standard deviation 1/sqrt(H*W*F), and set the biases to zero.

        affine_weight_shape: (H, W, F, C). w becomes float32 (H*W*F, C) and b float32 (C,).
        """
        raise NotImplementedError("stage 04: AffineAndSoftmaxLayer.__init__")

    def forward(self, inp: torch.Tensor) -> torch.Tensor:
        """Return softmax(x w + b), where x is the map as one row of H*W*F numbers.

        inp: tensor (H, W, F) of the dtype of w and b, in any memory layout. It, w and b are not changed.
        The number inp[i, j, f] meets the weights in row (i * W + j) * F + f of w.
        Returns a tensor (1, C) of the same dtype: the probability of each class.
        """
        raise NotImplementedError("stage 04: AffineAndSoftmaxLayer.forward")
