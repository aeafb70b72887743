# %% [markdown]
# # Stage 09: backward through the convolution
#
# The last step of the way back. The gradient has come through the affine map and the pooling, and lies in front of the
# convolutional layer: one number for each of its outputs. Two things are wanted: the gradient for the kernels, which is
# what the network learns from, and the gradient for the image, which a layer in front of this one would need.
#
#     forward    image (H, W), kernels (F, KH, KW)  --cross-correlation-->  y (OH, OW, F)  --sigmoid-->  out
#     backward   two gradients, of the same shapes  <--conv_backward--  its gradient  <--sigmoid_backward--  grad_out
#                [28, 28] and [8, 5, 5]                                 [24, 24, 8]                          [24, 24, 8]
#
# Letters: H, W height and width of the image; KH, KW of a kernel; F the number of kernels; OH = H - KH + 1 and
# OW = W - KW + 1 of the output. Stage 02 did both steps in one `forward`; here each has a function of its own.
#
# ## By hand
# Take the smallest case in which windows overlap: an image x of 1 x 3, and one kernel k of 1 x 2. It fits twice.
#
#     y0 = k0 x0 + k1 x1
#     y1 = k0 x1 + k1 x2
#
# Let g0 and g1 be the gradients for y0 and y1: if y0 grows by a small e, the loss grows by g0 * e. For each number on
# the right, ask in which lines it stands, and with which factor. k0 stands in both lines, with x0 and with x1. x1
# stands in both lines, with k1 and with k0; x0 stands only in the first, and x2 only in the second:
#
#     gradient of k0   g0 x0 + g1 x1          gradient of x0   g0 k0
#     gradient of k1   g0 x1 + g1 x2          gradient of x1   g0 k1 + g1 k0
#                                             gradient of x2           g1 k1
#
# With numbers:
#
#     x   1 2 4     k   3 5     y   13 26     g   1 -2
#
#     gradient of k    1*1 + (-2)*2 = -3     1*2 + (-2)*4 = -6
#     gradient of x    1*3 = 3     1*5 + (-2)*3 = -1     (-2)*5 = -10
#
# Look at the two columns again. On the left, g slides over x, number times number, and the sum is taken: that is a
# cross-correlation once more, of the image with grad_out. On the right, each window gives k, times its own g, back to
# the pixels that it came from, and where windows overlap the gifts add up.
#
# In two dimensions there are more indices, and nothing else is new:
#
#     y[h, w, f]                    =  sum over i, j      of  inp[h + i, w + j] * kernels_theta[f, i, j]
#     grad_kernels_theta[f, i, j]   =  sum over h, w      of  grad_out[h, w, f] * inp[h + i, w + j]
#     grad_inp[r, c]                =  sum over f, i, j   of  grad_out[r - i, c - j, f] * kernels_theta[f, i, j]
#
# In the last line the place [r - i, c - j] has to exist: a pixel at the border lies in fewer windows. The minus signs
# make it a true convolution: the kernel, flipped in both directions, slides over a grad_out that has KH - 1 rows and
# KW - 1 columns of zeros around it. You need not flip anything if you let each window give back what is due.
#
# The image and kernel of stage 02, with the gradients 1 and 10 for the two sums:
#
#     image   1 2 3     kernel   1 0     grad_out   1 10
#             4 5 6              0 2
#
#     gradient of the kernel   1 * (1 2) + 10 * (2 3) = (21 32)     gradient of the image   1 10  0
#                                  (4 5)        (5 6)   (54 65)                             0  2 20
#
# ## Where the original tutorial went wrong
# - It stopped before this: below its heading "Backward & GD: conv" there is nothing.
# - Its slider took the kernel's width from its height, and the output's height from the image's width. Whoever writes
#   the way back in the same style gets it right for squares, such as 28 x 28 and 5 x 5, and for nothing else.
# - Its output buffer was `torch.zeros(...)`, which is float32. Gradients add up over hundreds of windows, and in half
#   the precision they cannot be checked well: make your buffers in the dtype of the image.
# - With its kernels of standard deviation 1 on pixels up to 255, half of all sigmoids were exactly 0 or 1. There the
#   slope out * (1 - out) is exactly 0: no gradient comes through, and those outputs teach the kernels nothing.

# %%
from __future__ import annotations

import torch

# %% [markdown]
# ## The sigmoid
# Let s = 1 / (1 + exp(-x)). Then 1 - s = exp(-x) / (1 + exp(-x)), and
#
#     ds/dx = exp(-x) / (1 + exp(-x))^2 = s * (1 - s)
#
# So the way back needs the *output* only, and never x. The slope is 1/4 at most, in the middle, and fades to both
# sides. With a gradient of 2 for each output:
#
#     out        0.5                    0.8                     1
#     gradient   2 * 0.5 * 0.5 = 0.5    2 * 0.8 * 0.2 = 0.32    2 * 1 * 0 = 0


# %%
def sigmoid_backward(out: torch.Tensor, grad_out: torch.Tensor) -> torch.Tensor:
    """Return the loss's gradient for the numbers that went into a sigmoid, from the numbers that came out of it.

    Forward: out = sigmoid(x) = 1 / (1 + exp(-x)). Its derivative is out * (1 - out), so the gradient for x is
    grad_out * out * (1 - out), number by number: x itself is not needed.
    out: tensor of any shape, float32 or float64, numbers from 0 to 1: what the sigmoid returned, and not x.
    grad_out: tensor of the shape and dtype of out, finite: the loss's gradient for each number of out.
    Both tensors come in any memory layout, and neither is changed.
    Returns a new tensor of that shape and dtype.
    Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors" (1986), equation 5.
    """
    raise NotImplementedError("stage 09: sigmoid_backward")


# %% [markdown]
# ## The cross-correlation
# The kernels are shared: each of them was used at every place, and its gradient is a sum over all places, not a mean.
# The image is shared too: each pixel was seen by every kernel, in every window that it lies in.


# %%
def conv_backward(
    inp: torch.Tensor,
    kernels_theta: torch.Tensor,
    grad_out: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss's gradients for the image and for the kernels of a cross-correlation; no sigmoid is in it.

    Forward: y[h, w, f] = sum over i, j of inp[h + i, w + j] * kernels_theta[f, i, j]. Going back,
    grad_kernels_theta[f, i, j] is the sum of grad_out[h, w, f] * inp[h + i, w + j] over all h, w, and each
    grad_out[h, w, f] * kernels_theta[f, i, j] is added to grad_inp[h + i, w + j], over all h, w, f, i, j.
    inp: tensor (H, W), the image, float32 or float64.
    kernels_theta: tensor (F, KH, KW) of the same dtype, KH at most H and KW at most W.
    grad_out: tensor (H - KH + 1, W - KW + 1, F) of the same dtype: the loss's gradient for each y[h, w, f].
    All three are finite, come in any memory layout, and are not changed.
    Returns grad_inp (H, W) and grad_kernels_theta (F, KH, KW), two tensors of the same dtype.
    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 9.5.
    """
    raise NotImplementedError("stage 09: conv_backward")
