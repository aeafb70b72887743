# %% [markdown]
# # Stage 11: vectorised
#
# The network works, and it is slow. Your layers of stages 02, 03, 08 and 09 take one image and visit its windows one by
# one. This stage computes the same numbers for a whole batch of images, with a handful of big operations in place of
# thousands of small ones. No new mathematics: all that changes is the order of the work, and how the numbers lie in
# memory.
#
#     images (N, H, W)  --im2col-->  columns (N, OH*OW, KH*KW)  --times kernels-->  (N, OH, OW, F)  --pool-->  ...
#     [32, 28, 28]                   [32, 576, 25]                                  [32, 24, 24, 8]
#
# Letters: N images of a batch; H, W height and width of an image; KH, KW of a kernel; F the number of kernels;
# OH = H - KH + 1 and OW = W - KW + 1 of the output; k the side of a pooling window. There is no sigmoid in here: it
# works number by number, and the functions of stages 02 and 09 take a batch as it is.
#
# ## Why the loop is slow
# A digit has 24 * 24 = 576 windows. One window and eight kernels of 5 x 5 are 200 products, which a processor does in
# well under a microsecond. But before the first product, Python looks up names, makes the slice, asks torch for its
# type and its shape, and makes a tensor for the result: some ten microseconds, and again for the next window. Nearly
# all the time goes into getting ready.
#
# Measured once, on one core: forward and backward through the convolution took the loop some twenty milliseconds an
# image, and a batch of 32 a few hundredths of a millisecond an image. Your machine has other numbers; the distance is
# of this order. For the 60,000 digits of an epoch it separates twenty minutes from a few seconds.
#
# So the rule is: no Python loop whose length grows with the pixels. A loop over the 25 places of a kernel, or the 4
# numbers of a pooling window, is short and does big steps; it costs nothing. (The tests do not look at the clock. A
# loop over all windows gives right numbers too, and passes; stage 12 will let you feel it.)
#
# ## By hand
# Take one image of 3 x 3 and two kernels of 2 x 2. Write each window down as a row, read row by row, and each kernel
# as a column. Then every output is a row times a column, summed: that is a matrix product.
#
#     image   1 2 3     windows   1 2 4 5     kernels   1 0   and   0 1     as columns   1  0     product   11  6
#             4 5 6               2 3 5 6               0 2         1 0                  0  1               14  8
#             7 8 9               4 5 7 8                                                0  1               20 12
#                                 5 6 8 9                                                2  0               23 14
#
# The first column of the product is what the first kernel makes at the four places: 11 14 / 20 23 as a map. Writing
# the windows down like this is called *im2col*. It stores most pixels many times: 5 appears in all four rows. For a
# digit and 5 x 5 kernels it is 18 times the image, and worth it: the matrix product is what computers do fastest.
#
# Now back. Let X be the windows and K the column of the first kernel. A gradient G arrives, one number for each output:
# 1 2 / 3 -1. An output is y_p = X_p1 K_1 + ... + X_p4 K_4. If K_d grows by e, each y_p grows by X_pd * e, so K_d gets
# the sum of X_pd G_p over p; that is X, transposed, times G. If X_pd grows by e, only y_p grows, by K_d * e, so X_pd
# gets G_p K_d; that is G times K, transposed. You have written both before: it is `affine_backward` of stage 07.
#
#     G    1     gradient of K   1*1 + 2*2 + 3*4 - 1*5 = 12     gradient of X    1  0  0  2     from place 1
#          2                     1*2 + 2*3 + 3*5 - 1*6 = 17                      2  0  0  4                2
#          3                     1*4 + 2*5 + 3*7 - 1*8 = 27                      3  0  0  6                3
#         -1                     1*5 + 2*6 + 3*8 - 1*9 = 32                     -1  0  0 -2                4
#
# The numbers of X are copies of pixels. When a pixel grows, all its copies grow, so their gradients add up. The 5 in
# the middle is the last of row 1, the third of row 2, the second of row 3 and the first of row 4: 2 + 0 + 0 - 1 = 1.
#
#     gradient of the kernel   12 17          gradient of the image   1 2  0
#                              27 32                                  3 1  4
#                                                                     0 6 -2
#
# Adding the shares back to where they came from is called *col2im*. Nothing has to be looked up for it. Take one place
# of the window at a time: the first numbers of all rows, 1 2 / 3 -1, are the shares of the pixels 1 2 / 4 5, which is
# a slice of the image; the last numbers, 2 4 / 6 -2, are those of the pixels 5 6 / 8 9, which is another slice. KH * KW
# additions of whole slices do it all, for all images at once.
#
# A batch adds one axis and one question. Each image has its own gradient; but the kernels are shared by all the images,
# as they are by all the places. So theirs is a sum over the batch as well. It is not a mean: the loss of stage 06 is a
# mean already, and its 1/N is in the gradient that arrives.
#
# ## Where the original tutorial went wrong
# - It goes through a `yield` for each of 576 windows, one image at a time. It stops before the backward pass, under
#   headings with nothing below them, and so before the speed could have hurt.
# - Its layers take one image. Its softmax over the whole tensor is right for one image, and for no batch.
# - It calls a window times a kernel an "element-wise MM". There is no such thing: it is a Hadamard product and a sum.
#   The matrix product is here, and needs all the windows.
# - It says "just call `.contiguous()`". That copies. One copy that you mean, in im2col, is the price of this stage;
#   copies that you do not notice, in a `reshape` of a permuted tensor, can cost more than the product.
# - Commonly done wrong elsewhere: `reshape` from (F, P) to (P, F) where the axes have to be permuted, which mixes
#   kernels with places; `grad[rows, columns] += shares`, which keeps only one of several shares for the same pixel,
#   without a word; and the mean over the batch, twice.

# %%
from __future__ import annotations

from collections.abc import Sequence

import torch

# %% [markdown]
# ## All windows, without a loop
# In stage 05 you made all windows of an image as a view: four axes, two of them stepping down the image and two of them
# to the right. A batch adds an axis with a stride of its own. The view costs nothing, but a matrix product needs rows
# that exist in memory: `reshape` makes them, in one go. That is the one copy.
#
# **The batch last in memory.** How fast this copy is depends on how long the runs of neighbours are that it can take in
# one piece. In memory order (N, H, W), a row of a 5 x 5 window is a run of 5 numbers, and then it jumps. Store the
# images as (H, W, N) instead: pixel [h, w] of all N images lies side by side. Wherever you slice or step through height
# and width now, what remains are runs of at least N neighbours, and often far longer ones. Pooling, with its steps of
# k, gains as well. The result keeps its shape: compute with the batch last, and return a view with the axes permuted.
# Only the strides tell. (Where it was measured, im2col became ten times as fast.)
#
# This is a way to be fast and no part of the contract: any memory layout is right. Write it the plain way first.


# %%
def im2col(images: torch.Tensor, kernel_shape: Sequence[int]) -> torch.Tensor:
    """Return every window of every image as a row of numbers.

    images: tensor (N, H, W), float32 or float64, in any memory layout; it is not changed.
    kernel_shape: (KH, KW), with KH from 1 to H and KW from 1 to W; they may differ.
    Returns a tensor (N, OH*OW, KH*KW) of the same dtype, with OH = H - KH + 1 and OW = W - KW + 1. Row h * OW + w of
    image n holds the window whose top left pixel is images[n, h, w], read row by row: number i * KW + j of the row is
    images[n, h + i, w + j].
    Source: Chellapilla, Puri and Simard, "High Performance Convolutional Neural Networks" (2006), section 3.
    """
    raise NotImplementedError("stage 11: im2col")


# %% [markdown]
# ## One product for all
# All windows of all images, times all kernels. Mind the order of the axes in what comes out: a matrix product gives you
# two axes, and you know which numbers they run over. Split them with `view`, then bring them in order with `permute`.


# %%
def conv_forward(images: torch.Tensor, kernels_theta: torch.Tensor) -> torch.Tensor:
    """Return the cross-correlation of each image with each kernel, without the sigmoid.

    out[n, h, w, f] = sum over i, j of images[n, h + i, w + j] * kernels_theta[f, i, j]: row h * OW + w of im2col, times
    kernel f read row by row, summed.
    images: tensor (N, H, W), float32 or float64.
    kernels_theta: tensor (F, KH, KW) of the same dtype, KH at most H and KW at most W.
    Both tensors are finite, come in any memory layout, and are not changed.
    Returns a tensor (N, OH, OW, F) of that dtype, with OH = H - KH + 1 and OW = W - KW + 1.
    """
    raise NotImplementedError("stage 11: conv_forward")


# %% [markdown]
# ## Back: the product transposed, and the shares added up
# The two gradients are two pieces of work, and the first layer of a network needs only one of them: nothing in front of
# the digits learns. So the solution has two helpers here. They are an offer: you may delete them and write
# `conv_backward` in one piece. No test calls them.


# %%
def kernels_gradient(images: torch.Tensor, kernel_shape: Sequence[int], grad_out: torch.Tensor) -> torch.Tensor:
    """Return the gradient of the kernels: a helper that you may delete, and all that a first layer needs.

    It may go like this: y = columns times kernels is a matrix product, so the kernels get grad_out, transposed, times
    columns.
    It may take images (N, H, W), kernel_shape (KH, KW) and grad_out (N, OH, OW, F), and return a tensor (F, KH, KW):
    each window times the gradient of the output that it made, summed over all windows of all images.
    """
    raise NotImplementedError("stage 11: kernels_gradient")


# %%
def images_gradient(kernels_theta: torch.Tensor, grad_out: torch.Tensor) -> torch.Tensor:
    """Return the gradient of the images: a helper that you may delete.

    It may go like this: y = columns times kernels is a matrix product, so the columns get grad_out times kernels,
    transposed, and each number of the columns adds its share to the pixel that it is a copy of.
    It may take kernels_theta (F, KH, KW) and grad_out (N, OH, OW, F), and return a tensor (N, H, W), with
    H = OH + KH - 1 and W = OW + KW - 1: each pixel sums what it gets back from the windows that it was in.
    """
    raise NotImplementedError("stage 11: images_gradient")


# %%
def conv_backward(
    images: torch.Tensor, kernels_theta: torch.Tensor, grad_out: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss's gradients for the images and for the kernels, from its gradient for conv_forward's result.

    Forward: y[n, h, w, f] = sum over i, j of images[n, h + i, w + j] * kernels_theta[f, i, j]. Going back,
    grad_kernels_theta[f, i, j] is the sum of grad_out[n, h, w, f] * images[n, h + i, w + j] over all n, h, w, and each
    grad_out[n, h, w, f] * kernels_theta[f, i, j] is added to grad_images[n, h + i, w + j], over all h, w, f, i, j.
    images: tensor (N, H, W), float32 or float64.
    kernels_theta: tensor (F, KH, KW) of the same dtype, KH at most H and KW at most W.
    grad_out: tensor (N, OH, OW, F) of the same dtype: the loss's gradient for each y[n, h, w, f].
    All three are finite, come in any memory layout, and are not changed.
    Returns grad_images (N, H, W) and grad_kernels_theta (F, KH, KW), which is a sum over the batch and not a mean: two
    tensors of the same dtype.
    """
    raise NotImplementedError("stage 11: conv_backward")


# %% [markdown]
# ## Pooling
# Turn the loop round. In place of "for each window, look at its k * k numbers", say "for each of the k * k places in a
# window, look at that place in all windows". The numbers at place (i, j) of all windows are one slice with steps of k:
# a view. Four such views for k = 2, compared number by number, give the pooled maps.
#
#     map    1   5 | -4  -2     place (0, 0)   1 -4     place (0, 1)   5 -2     largest   5 -1
#            3   2 | -1  -3     place (1, 0)   3 -1     place (1, 1)   2 -3
#            ------+-------
#            9   9    9   9


# %%
def max_pool_forward(maps: torch.Tensor, k: int) -> torch.Tensor:
    """Return the largest number of each k x k window, for each image and channel by itself.

    maps: tensor (N, H, W, F), float32 or float64, in any memory layout, H and W at least k; it is not changed. Its
    numbers are finite, or minus infinity.
    k: an int, 1 or more: the height and the width of a window, and the stride too.
    Returns a tensor (N, H // k, W // k, F) of the same dtype. Rows and columns that fill no whole window, at the
    bottom and at the right, do not count.
    """
    raise NotImplementedError("stage 11: max_pool_forward")


# %% [markdown]
# On the way back the same slices say which number was the largest, and the gradient is written through the same slices
# of a tensor of zeros. Mind the ties of stage 08: in the maps of digits more than a third of the windows have
# them. A mask `numbers == largest` at each place gives every tie a whole copy. Keep track, for each window, of whether
# its gradient has been given away already, or of how many have to share it.


# %%
def max_pool_backward(maps: torch.Tensor, k: int, grad_out: torch.Tensor) -> torch.Tensor:
    """Return the loss's gradient for the maps: a window's gradient goes to its largest number, and all others get 0.

    Forward: out[n, h, w, f] = max of window[n, h, w][:, :, f]. Where one number of the window is the largest, the
    derivative is 1 for that number and 0 for all the others.
    maps: tensor (N, H, W, F), float32 or float64, H and W at least k; all its numbers are finite.
    k: an int, 1 or more: the height and the width of a window, and the stride too.
    grad_out: tensor (N, H // k, W // k, F) of the dtype of maps, finite too: the loss's gradient for each output.
    Both tensors come in any memory layout, and neither is changed.
    Returns a tensor (N, H, W, F) of that dtype. Numbers that are the largest of their window together share its
    gradient as you like: no share below 0 or above the whole, and all shares together the whole. Numbers that fill no
    whole window receive 0.
    """
    raise NotImplementedError("stage 11: max_pool_backward")
