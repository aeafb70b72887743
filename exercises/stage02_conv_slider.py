# %% [markdown]
# # Stage 02: the conv slider
#
# A convolutional layer looks at an image through a small window. It slides the window over every position, multiplies
# the pixels that it sees with a small grid of weights, the *kernel*, and adds the products up. The sum is large where
# the image looks like the kernel. One kernel used at all positions finds its pattern wherever it is, and needs only
# KH * KW weights: that is why networks that read images start like this.
#
#     image (H, W)  --slider-->  OH * OW windows (KH, KW)  --times F kernels, summed-->  (OH, OW, F)  --sigmoid-->  same
#
# Letters: H, W height and width of the image; KH, KW of a kernel; F the number of kernels; OH, OW of the output.
#
# ## By hand
# A 2 x 3 image and one 2 x 2 kernel. The window fits at two places, so OH = 1 and OW = 2:
#
#     image   1 2 3     kernel   1 0     first window   1 2     second window   2 3
#             4 5 6              0 2                    4 5                     5 6
#
#     first sum    1*1 + 2*0 + 4*0 + 5*2 = 11
#     second sum   2*1 + 3*0 + 5*0 + 6*2 = 14
#
# Multiplying two grids of one shape number by number is the *Hadamard product*; with the sum after it, and the kernel
# not flipped, the whole is a *cross-correlation*. Mathematicians call it a convolution only when the kernel is turned
# by 180 degrees first. Deep learning says "convolution" and means cross-correlation, because a learned kernel does not
# care. Here the kernel is not flipped.
#
# ## Where the original tutorial went wrong
# - It worked out `(28 - 3 + 0) + 1 = 25` in a comment. That is 26, and its kernel was 5 wide, so the output is 24.
# - It took the output's height from the image's *width*, and the kernel's width from its *height*. On a 28 x 28 digit
#   with a 5 x 5 kernel nobody can tell. A 20 x 28 image quietly got 8 rows of nonsense; a 28 x 20 image crashed.
# - It checked `single_sample.dim()`, a variable of its notebook, and not its own argument `inp`.
# - It wrote into `torch.zeros(...)`, which is float32: float64 images came out in half the precision.
# - It called the product "element-wise matrix multiplication". There is no matrix multiplication in it.
# - Its kernels had standard deviation 1, and its pixels ran to 255: half of all sigmoids came out as exactly 0 or 1,
#   where nothing more can be learned. Kernels of standard deviation 1/sqrt(KH * KW) on scaled pixels avoid that.

# %%
from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch

# %% [markdown]
# ## How many positions fit?
# A window of length k fits into n pixels at n - k + 1 places. Padding p adds p pixels at both ends; stride s takes only
# every s-th place. Ask once for the height and once for the width: they need not be the same.


# %%
def conv_output_size(size: int, kernel_size: int, padding: int = 0, stride: int = 1) -> int:
    """Return the number of positions of a window along one axis: floor((n - k + 2p) / s) + 1.

    size: n, pixels along the axis. kernel_size: k, at least 1 and at most n + 2p.
    padding: p, pixels added at each end, 0 or more. stride: s, pixels between two positions, 1 or more.
    Returns an int: a 5-wide window fits 24 times into 28 pixels.
    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", relationship 6.
    """
    raise NotImplementedError("stage 02: conv_output_size")


# %% [markdown]
# ## The non-linearity
# The sigmoid squeezes any number into (0, 1), and 0 into the middle: sigmoid(0) = 1 / 2.


# %%
def sigmoid(x: torch.Tensor) -> torch.Tensor:
    """Return 1 / (1 + exp(-x)) for each number of x, also for numbers as large as 10,000 and for infinity.

    x: tensor of any shape, also () and shapes with a size 0, float32 or float64; it is not changed.
    Returns a new tensor of its shape and dtype, right to ten decimal places in float64 and to five in float32.
    """
    raise NotImplementedError("stage 02: sigmoid")


# %% [markdown]
# ## The layer


# %%
class ConvolutionalLayer:
    """Slides F kernels over an image, without padding and with stride 1, and applies the sigmoid.

    Attribute kernels_theta: tensor (F, KH, KW), the weights. `forward` reads it each time, so it can be written
    into, or replaced by another contiguous tensor of its shape, float32 or float64.
    """

    kernels_theta: torch.Tensor

    def __init__(self, num_kernels: int, kernel_shape: Sequence[int]) -> None:
        """Draw random kernels, no two of them alike. Normal ones of standard deviation 1/sqrt(KH * KW) are best.

        num_kernels: F, 1 or more. kernel_shape: (KH, KW), 1 or more each; they need not be equal.
        kernels_theta becomes float32 (F, KH, KW).
        """
        raise NotImplementedError("stage 02: ConvolutionalLayer.__init__")

    def slider(self, inp: torch.Tensor) -> Iterator[tuple[torch.Tensor, int, int]]:
        """Yield (window, h_idx, w_idx) once for every position at which a kernel fits into the image.

        inp: tensor (H, W) of any dtype, at least as large as a kernel, in any memory layout; it is not changed.
        window: tensor (KH, KW), the part of inp whose top left pixel is inp[h_idx, w_idx]. A window stays as it is
        when the next one comes, so that they can be collected.
        """
        raise NotImplementedError("stage 02: ConvolutionalLayer.slider")

    def forward(self, inp: torch.Tensor) -> torch.Tensor:
        """Return the sigmoid of the cross-correlation of the image with each kernel.

        inp: tensor (H, W) of the dtype of kernels_theta, at least as large as a kernel, in any memory layout.
        It is not changed.
        Returns a new tensor (OH, OW, F) of that dtype: out[h, w, f] = sigmoid(sum(window[h, w] * kernels_theta[f])).
        Raises an error, best a ValueError, if inp has three axes.
        """
        raise NotImplementedError("stage 02: ConvolutionalLayer.forward")
