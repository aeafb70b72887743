# %% [markdown]
# # Stage 08: backward through max pooling
#
# Stage 07 ended with a gradient for each of the 1152 numbers that went into the affine map. They came out of max
# pooling. The question now: how much does each number of the *larger* map, the one that went into the pooling, change
# the loss?
#
#     forward     map (H, W, F)               --the largest of each window-->   out (H // k, W // k, F)
#     backward    gradient (H, W, F)          <--back to the winners--          grad_out (H // k, W // k, F)
#                 [24, 24, 8]                                                   [12, 12, 8]
#
# Letters: H, W height and width of the map; F its channels; k the side of a window. The gradient of a tensor always has
# the shape of that tensor: one number of gradient for each number of the map.
#
# ## From the forward formula
# Take one window of one channel, with the four numbers a, b, c, d, and let g be the gradient for its output: if the
# output grows by a small e, the loss grows by g * e.
#
#     out = max(a, b, c, d)
#
# Suppose that b is the largest. Then out = b, and it stays so as long as nothing moves further than the gap between b
# and the next number. So:
#
#     b grows by e   ->   out grows by e        d out / d b = 1        gradient of b = 1 * g = g
#     a grows by e   ->   out stays             d out / d a = 0        gradient of a = 0 * g = 0     and so for c and d
#
# The maximum passes the gradient on as it came, negative or not, and to one pixel only: the winner. All others had no
# part in the output. The *value* of the winner does not enter: 5 wins over 3 in the same way as 500 does.
#
# ## By hand
# The map of stage 03, 3 x 4 pixels in one channel, with k = 2, and a gradient for each of its two outputs:
#
#     map      1   5 | -4  -2      grad_out   0.5  -2      gradient   0  0.5 |  0   0
#              3   2 | -1  -3                                         0  0   | -2   0
#              ------+-------                                         --------+------
#              9   9    9   9                                         0  0      0   0
#
# The nines fill no whole window. They were not looked at on the way forward, so they change nothing: their gradient
# is 0. The result still has three rows.
#
# ## When two pixels tie
# Let a = b = 7 be the largest of a window. Now the maximum has a kink, and no derivative:
#
#     a grows by e     ->   out grows by e             a shrinks by e   ->   out stays, because b is still there
#     b grows by e     ->   out grows by e
#     both grow by e   ->   out grows by e, and not by 2 e
#
# At a kink one uses a *subgradient*: here, shares of g. All of g for a; all of g for b; half and half; 0.3 and 0.7:
# each of them is right, as long as no share is below 0 or above the whole and they add up to g. The third line rules
# out the mistake that everybody makes once, a whole g for a *and* for b: it says that the loss grows by 2 g e.
#
#     window   7  7     g = 6     right   6  0    or   0  0    or   2  2     wrong   6  6
#              0  7                       0  0         0  6         0  2             0  6     18 in all, and not 6
#
# Is a tie a rare accident? Not here. The background of a digit is 0 everywhere, so every sum of stage 02 is 0 there and
# every sigmoid 1/2. In the maps of digits more than a third of the windows tie, most of them with all four pixels.
#
# ## Where the original tutorial went wrong
# - It stopped before this: below its heading "Backward & GD: pool" there is nothing.
# - Its forward pass returned the maxima alone. They do not say *where* they were, so the way back needs the map too.
# - It took the output's height from the map's width. The same slip on the way back loses whole rows of gradients, or
#   reads past the end; on 24 x 24 nobody can tell.
# - The line one finds elsewhere, `(window == window.max()) * g`, gives every tie a copy. Training hides it: the network
#   still learns, and its accuracy looks as good. Only a test of the gradient itself tells.

# %%
from __future__ import annotations

import torch

# %% [markdown]
# ## The way back
# Each window is a small problem of its own: find its winner, hand it the one number of grad_out that belongs to the
# window. Channels never meet: two channels of one window usually have their winners in different places.


# %%
def max_pool_backward(inp: torch.Tensor, pooling_kernel_shape: int, grad_out: torch.Tensor) -> torch.Tensor:
    """Return the loss's gradient for each number of the map that went into max pooling.

    Forward: out[h, w, f] = max of window[h, w][:, :, f]. Where one pixel of the window is the largest, the
    derivative is 1 for that pixel and 0 for all the others.
    inp: tensor (H, W, F), the map, float32 or float64, H and W at least k; finite numbers, or minus infinity.
    pooling_kernel_shape: k, an int, 1 or more: the height and the width of a window, and the stride too.
    grad_out: tensor (H // k, W // k, F) of the dtype of inp, finite: the loss's gradient for each number of the output.
    Both tensors come in any memory layout, and neither is changed.
    Returns a tensor (H, W, F) of the same dtype: in every window and channel the largest pixel receives
    grad_out[h, w, f], the others 0. Pixels that are the largest together share it as you like: no share below
    0 or above the whole, and all shares together the whole. Pixels that fill no whole window receive 0.
    Source of the shares: Boyd, Duchi, Pilanci and Vandenberghe, "Subgradients", on the maximum of functions.
    """
    raise NotImplementedError("stage 08: max_pool_backward")
