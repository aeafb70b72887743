# %% [markdown]
# # Stage 07: backward through the affine map and softmax
#
# The loss says how wrong the network is. Its *gradient* says what to do about it: one number for each number
# of the network, by how much the loss grows if that number grows a little. This stage computes the gradients
# of the last layer, from the loss back to what came into the layer.
#
#     forward     inp (N, D) --times w (D, C), plus b (C,)--> logits (N, C) --cross-entropy--> loss ()
#     backward    grad_inp (N, D), grad_w (D, C), grad_b (C,) <--affine-- grad_logits (N, C) <--cross-entropy
#
# Letters: N images of a batch; D inputs of the layer, for the digits 12*12*8 = 1152; C classes.
#
# - **A gradient has the shape of what it belongs to.** grad_w[d, c] is the derivative of the loss for w[d, c].
#   That settles half of all questions about transposes.
# - **Backward goes step by step.** Each step is given the gradient for its output, `grad_out`, and returns the
#   gradients for its inputs. It needs to know nothing of what comes after it: that is the chain rule.
# - **One number, many ways.** Where a number goes into several outputs, its influences add up.
#
# ## By hand
# The two images of stage 06, with the classes 1 and 2, and their softmax p:
#
#     logits z            1         3         4            0        0        0
#     p                   0.0351    0.2595    0.7054       0.3333   0.3333   0.3333
#     one-hot             0         1         0            0        0        1
#     p - one-hot         0.0351   -0.7405    0.7054       0.3333   0.3333  -0.6667
#     over N = 2          0.0176   -0.3703    0.3527       0.1667   0.1667  -0.3333
#
# Read the first image: its right class should grow, and the third one, which it wrongly prefers, should shrink
# most. Check one number: with 4.01 in place of 4 the loss is 1.2273 instead of 1.2238, which is 0.01 * 0.3527
# more.
#
# ## Where the original tutorial went wrong
# Its heading "Backward & GD: linear + softmax" has nothing below it. With its forward pass it would have been
# in trouble: it divides by the sum over the whole tensor, and then p - one-hot is not the gradient of its loss
# for two images or more; and exp of a large logit is infinite, so that p is NaN and every gradient too. It also
# works on one image, and with N = 1 a sum and a mean cannot be told apart. What else is commonly done wrong:
#
# - Go back through softmax and the logarithm one after the other. In between stands -1/p, which is infinite
#   where p has become 0; infinity times 0 is NaN. Taken together the two steps are p - one-hot, which lies
#   between -1 and 1 whatever the logits are.
# - Divide by N twice, in the loss and again in the affine map, or not at all.
# - Keep the gradient of b as (N, C), or take its mean: b was added to every row, so the rows add up.

# %%
from __future__ import annotations

import torch

# %% [markdown]
# ## From the loss to the logits
# Take one image with three classes, and let its right class be the second. Stage 06 gave its loss as
#
#     l = log(s) - z_2     with     s = exp(z_1) + exp(z_2) + exp(z_3)
#
# The derivative of log(s) is one over s times that of s, and in s only one term knows z_i:
#
#     d log(s) / d z_i = exp(z_i) / s = p_i          and     d z_2 / d z_i = 1 for i = 2, else 0
#
#     dl/dz_1 = p_1          dl/dz_2 = p_2 - 1       dl/dz_3 = p_3
#
# So the gradient is softmax minus one-hot. Its numbers add up to 0: moving all the logits of an image alike
# changes no probability, and so no loss.
#
# The loss of a batch is (l of image 1 + ... + l of image N) / N. The logits of image n appear only in its own
# l, so row n is that image's gradient over N.


# %%
def softmax_cross_entropy_backward(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Return the gradient of the mean cross-entropy for the logits.

    Forward: L = mean over n of (log(sum_j exp(z[n, j])) - z[n, t]), with t = targets[n] and p the softmax of z.
    Backward: dL/dz[n, i] = (p[n, i] - 1) / N for i = t, and p[n, i] / N for the other classes.
    logits: tensor (N, C), N at least 1, float32 or float64, from -20,000 to 20,000, in any memory layout.
    targets: tensor (N,), int64, in any memory layout: the right class of each row, from 0 to C - 1.
    Neither is changed.
    Returns a new tensor (N, C) of the dtype of the logits.
    Source: Bishop, "Pattern Recognition and Machine Learning", section 4.3.4.
    """
    raise NotImplementedError("stage 07: softmax_cross_entropy_backward")


# %% [markdown]
# ## From the logits to the weights
# One image with two inputs, and two classes. Written out, y = x w + b is
#
#     y_1 = x_1 w_11 + x_2 w_21 + b_1
#     y_2 = x_1 w_12 + x_2 w_22 + b_2
#
# Let g_1 and g_2 be the derivatives of the loss for y_1 and y_2: the row of grad_out. Look for each number in
# the two lines, and add up its influences:
#
#     x_1  has the factor w_11 in y_1 and w_12 in y_2        dL/dx_1 = g_1 w_11 + g_2 w_12
#     x_2  has the factor w_21 in y_1 and w_22 in y_2        dL/dx_2 = g_1 w_21 + g_2 w_22
#     w_dc is in y_c only, with the factor x_d               dL/dw_dc = x_d g_c
#     b_c  is in y_c only, with the factor 1                 dL/db_c = g_c
#
# With numbers:
#
#     x   1 2      w   1  0      g   0.5 -1          dL/dx   0.5*1 - 1*0 = 0.5     0.5*3 + 1*1 = 2.5
#                      3 -1                          dL/dw   0.5 -1    dL/db   0.5 -1
#                                                            1.0 -2
#
# A second image has an x and a g of its own, and so a row of its own in grad_inp. But it shares w and b with
# the first one, and so its dL/dw and dL/db are added to theirs. Let it be x = 0 -1 and g = 2 1:
#
#     dL/dx   2*1 + 1*0 = 2     2*3 - 1*1 = 5
#     dL/dw    0  0       together with the first image    0.5 -1
#             -2 -1                                       -1.0 -3
#     dL/db    2  1       together with the first image    2.5  0
#
# For a whole batch, sums of products like these are matrix products. Which ones? Write down the three shapes
# that you have and the shapes that you need: most wrong products do not even fit.


# %%
def affine_backward(
    inp: torch.Tensor, w: torch.Tensor, grad_out: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the gradients of the loss for the input, the weights and the biases of out = inp w + b.

    Forward: out[n, c] = sum_d inp[n, d] w[d, c] + b[c].
    Backward: each number gets the sum, over all the outputs it went into, of its factor there times grad_out.
    inp: tensor (N, D). w: tensor (D, C). grad_out: tensor (N, C), the gradient of the loss for out.
    All three are finite, have one dtype, float32 or float64, and any memory layout. They are not changed.
    Returns grad_inp (N, D), grad_w (D, C) and grad_b (C,), tensors of the same dtype. The loss decides whether
    there is a 1/N in them: grad_out holds it already.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 6.5.6.
    """
    raise NotImplementedError("stage 07: affine_backward")
