# %% [markdown]
# # Stage 03: max pooling
#
# A max pooling layer makes a feature map smaller. It cuts the map into squares of k x k pixels and keeps the largest
# number of each square, in every channel by itself. It has no weights and learns nothing.
#
#     map (H, W, F)  --slider-->  OH * OW windows (k, k, F)  --the largest number of each channel-->  (OH, OW, F)
#
# Letters: H, W height and width of the map; F its channels, one for each kernel of stage 02; k the side of a window;
# OH, OW height and width of the output.
#
# Why throw numbers away? A channel says how strongly one pattern was found, at every position. The layers behind need
# to know that it was found and roughly where; the exact pixel matters little. The largest number of a window answers
# that: while the strongest response moves about inside one window, the output stays the same. There is also less to do
# afterwards. With k = 2 a map of 24 x 24 x 8 = 4608 numbers becomes one of 12 x 12 x 8 = 1152, and the layer of stage
# 04 needs a quarter of the weights.
#
# ## By hand
# One channel of a map of 3 x 4 pixels, and k = 2. The windows stand side by side and share no pixel: the stride is k.
#
#     1   5 | -4  -2       first window    1  5     largest   5
#     3   2 | -1  -3                       3  2
#     ------+-------
#     9   9    9   9       second window  -4 -2     largest  -1
#                                         -1 -3
#
# The output is 5, -1: one row and two columns. Two things are easy to get wrong:
# - The largest number of the second window is -1. Nothing in it is 0, so 0 cannot come out.
# - The row of nines fills no whole window, and so it does not count. Sizes are rounded down: OH = floor(3 / 2) = 1.
#
# ## Where the original tutorial went wrong
# - It took the output's height from the map's *width*. On 24 x 24 nobody can tell. With k = 2 a map of 24 x 20 came out
#   as 10 x 10, its last four rows lost without a word; 20 x 24 crashed; and 23 x 24 got a twelfth row, made from
#   windows one pixel high.
# - It wrote into `torch.zeros(...)`, which is float32: float64 maps came out in half the precision.
# - It promised "a 3d numpy array with dimensions (h / 2, w / 2, num_filters)". It is a tensor, and it is k and not 2
#   that divides: the code was right there, and its description was not.
#
# ## Who won?
# Forward, only the largest number is needed. On the way back, when a network learns, one asks *which pixel* it was:
# only the winner had a part in the output, so only the winner receives a gradient. Two pixels often share the maximum.
# Forward that makes no difference, as either gives the same number.

# %%
from __future__ import annotations

from collections.abc import Iterator

import torch

# %% [markdown]
# ## The layer
# How many windows fit? Stage 02 counted floor((n - k + 2p) / s) + 1 positions along an axis. Here the padding p is 0
# and the stride s is k, which leaves floor(n / k). Ask once for the height and once for the width.
#
# The channels of a window can be pooled at once, but they never meet: the output has as many channels as the map.
#
# A layer is made once, for one k, and then pools any number of maps. Each map has a size of its own, so look at the
# one that you are given, and keep nothing from the last.


# %%
class MaxPoolLayer:
    """Keeps the largest number of each k x k window of a feature map, channel by channel; it has nothing to learn."""

    def __init__(self, pooling_kernel_shape: int) -> None:
        """Remember how large the windows are.

        pooling_kernel_shape: k, an int, 1 or more: the height and the width of a window, and the stride too.
        """
        raise NotImplementedError("stage 03: MaxPoolLayer.__init__")

    def slider(self, inp: torch.Tensor) -> Iterator[tuple[torch.Tensor, int, int]]:
        """Yield (window, h_idx, w_idx) once for every whole window; no two windows share a pixel.

        inp: tensor (H, W, F), H and W at least k. window: tensor (k, k, F), the part of inp whose top left pixel
        is inp[h_idx * k, w_idx * k]. h_idx, w_idx: the place of its maximum in the output, so h_idx runs from 0 to
        H // k - 1 and w_idx from 0 to W // k - 1.
        """
        raise NotImplementedError("stage 03: MaxPoolLayer.slider")

    def forward(self, inp: torch.Tensor) -> torch.Tensor:
        """Return the largest number of each window, for each channel by itself.

        inp: tensor (H, W, F), float32 or float64, in any memory layout, H and W at least k; it is not changed.
        Its numbers are finite, or minus infinity.
        Returns a tensor (H // k, W // k, F) of the same dtype: out[h, w, f] = max of window[h, w][:, :, f].
        Rows and columns that fill no whole window, at the bottom and at the right, do not count.
        Source of the size: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", relationship 7.
        """
        raise NotImplementedError("stage 03: MaxPoolLayer.forward")
