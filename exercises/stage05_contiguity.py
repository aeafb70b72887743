# %% [markdown]
# # Stage 05: contiguity
#
# A tensor is two things: a row of numbers in memory, its *storage*, and a rule that says where in this row
# each of its numbers is. The rule needs only the shape, one *stride* for each axis, and the *storage offset*
# at which it starts:
#
#     position in storage = storage_offset + sum of index * stride over the axes
#
# A stride says how many numbers of the storage one step along its axis passes. Many tensors can read one
# storage, each with a rule of its own. Such a tensor is a *view*. It costs nothing to make, because no number
# moves; and as the numbers are there only once, a write through one view is seen through all of them.
#
#     shape, strides, storage_offset  --element_offset-->  a position  -->  a number of the storage
#
# A tensor is *contiguous* when reading it row by row reads its part of the storage from left to right: no
# number is left out, and none comes early or twice. Memory is fastest in that order, and some operations
# insist on it.
#
# ## By hand
# The example of the original tutorial, `x = torch.arange(50).view(10, 5)`. Its storage is 0, 1, 2, ..., 49,
# so each number is its own position:
#
#     x          shape (10, 5)   strides (5, 1)      x[2, 3] is at 2 * 5 + 3 * 1 = 13
#     x.t()      shape (5, 10)   strides (1, 5)      x.t()[3, 2] is at 3 * 1 + 2 * 5 = 13, the same place
#
# The transpose moved nothing: it swapped two sizes and two strides. But its first row reads the positions 0,
# 5, 10 and so on, so it is not contiguous. To make it contiguous, all 50 numbers have to be copied into a new
# storage, in the order in which the transpose reads them. The shape (5, 10) then has the strides (10, 1).
#
# A slice starts later: `x[4:, 1:]` has the strides (5, 1) still, and the storage offset 4 * 5 + 1 * 1 = 21.
#
# ## Where the original tutorial went wrong
# - It said that "transpose, view, expand, narrow" make a tensor non-contiguous. `view` and `narrow(0, ...)`
#   of a contiguous tensor are contiguous; `transpose`, `expand` and `narrow(1, ...)` usually are not. The
#   name of the operation does not decide: the positions do.
# - It said that a last stride other than 1 means not contiguous. `x[:1].t()` has the shape (5, 1) and the
#   strides (1, 5), and is contiguous: an axis of size 1 is never stepped along, so its stride does not
#   matter. The other way round fails too: `x[:, :3]` and `x[::2]` have the last stride 1, and leave numbers
#   out.
# - It said "just call `.contiguous()`". On a tensor that is not contiguous this makes a copy: what you write
#   into the copy never reaches the original. `view` never copies, and raises an error where the strides do
#   not allow it; `reshape` copies without a word when it has to.

# %%
from __future__ import annotations

from collections.abc import Sequence

import torch

# %% [markdown]
# ## The strides of a contiguous tensor
# One step along the last axis passes 1 number. One step along the axis before it passes a whole row. And
# before that? (torch counts strides in numbers, as we do here. NumPy counts them in bytes.)


# %%
def contiguous_strides(shape: Sequence[int]) -> tuple[int, ...]:
    """Return the strides of a contiguous tensor of this shape, so that numbers are counted row by row.

    shape: sizes, 0 or more each, of any number of axes; () is the shape of a single number.
    Returns one int for each axis, counted in numbers and not in bytes: (10, 5) gives (5, 1), and () gives ().
    An axis of size 1 is never stepped along, and a tensor with a size 0 holds nothing: any int will do there.
    Source: NumPy reference, "Internal memory layout of an ndarray", row-major (C) order.
    """
    raise NotImplementedError("stage 05: contiguous_strides")


# %% [markdown]
# ## Where is a number?
# The rule from the top of the lesson. It holds for every tensor, contiguous or not.


# %%
def element_offset(index: Sequence[int], strides: Sequence[int], storage_offset: int = 0) -> int:
    """Return the position in storage of one number: storage_offset + sum(index * stride).

    index: one int for each axis, from 0 to its size - 1; () for a tensor without axes.
    strides: as many ints, in numbers, each 0 or more; 0 is the stride of an expanded axis.
    storage_offset: the position of the number whose indices are all 0.
    Returns an int.
    """
    raise NotImplementedError("stage 05: element_offset")


# %% [markdown]
# ## Is it contiguous?
# Decide it from the right: by how much must the last axis step, then the one before it, and so on. Two cases
# need thought: an axis that is never stepped along, and a tensor without any numbers. The latter counts as
# contiguous.


# %%
def is_contiguous(shape: Sequence[int], strides: Sequence[int]) -> bool:
    """Say whether a tensor with this shape and these strides is contiguous, like `Tensor.is_contiguous`.

    shape: sizes, 0 or more each. strides: as many ints, in numbers, each 0 or more.
    Returns True if the numbers, read row by row, lie one directly after the other in storage, else False.
    The strides of axes of size 1 do not matter; a tensor without axes, or with a size 0, is contiguous.
    """
    raise NotImplementedError("stage 05: is_contiguous")


# %% [markdown]
# ## The transpose moves nothing
# `torch.as_strided(tensor, size, stride, storage_offset)` makes a view of a tensor's storage by any rule that
# you give. It trusts you: it checks only that the storage is long enough. Its offset counts from the start of
# the *storage*, and not from the first number of the tensor; leave it out, and the tensor's own
# `storage_offset()` is taken.


# %%
def transposed(tensor: torch.Tensor) -> torch.Tensor:
    """Return the transpose of a matrix as a view: nothing is copied. It is best made with `as_strided`.

    tensor: (H, W) of any dtype and any strides; itself a slice or a transpose, perhaps. It is not changed.
    Returns a tensor (W, H) of the same dtype on the same storage: out[j, i] is tensor[i, j], also after a
    write into one of them.
    """
    raise NotImplementedError("stage 05: transposed")


# %% [markdown]
# ## What `.contiguous()` does
# It takes a new storage, and copies the numbers into it in the order in which the tensor reads them. Write it
# by yourself, without `.contiguous()`, `.clone()` or `.reshape()`: with them there is nothing left to learn
# here. (`torch.empty_like` is a trap: it imitates the strides of the tensor that it is given.)


# %%
def to_contiguous(tensor: torch.Tensor) -> torch.Tensor:
    """Return the same numbers in a contiguous tensor, without `.contiguous()`, `.clone()` or `.reshape()`.

    tensor: any shape, also () and shapes with a size 0, any dtype, any strides. It is not changed.
    Returns a contiguous tensor of the same shape, dtype and numbers. If the given one is not contiguous, the
    result is a copy, and shares no memory with it or with another result. If it is, the result may be the
    tensor itself, a view of it or a copy.
    """
    raise NotImplementedError("stage 05: to_contiguous")


# %% [markdown]
# ## The slider of stage 02, for free
# A view may have more axes than its storage suggests, and may visit a number more than once. All windows of
# an image are therefore one view with four axes: two say where the window is, two say where in the window we
# are.
#
#     image (2, 4)   0 1 2 3      windows of (2, 3), shape (1, 2, 2, 3)   0 1 2    1 2 3
#                    4 5 6 7                                              4 5 6    5 6 7
#
# A 28 x 28 digit has 784 numbers in storage; its 24 * 24 windows of 5 * 5 show 14,400 without copying one of
# them. Fast convolutions are built on such a view.


# %%
def sliding_windows(image: torch.Tensor, kernel_shape: Sequence[int]) -> torch.Tensor:
    """Return all windows of an image as one view: nothing is copied.

    image: tensor (H, W) of any dtype and any strides. It is not changed.
    kernel_shape: (KH, KW), with KH from 1 to H and KW from 1 to W; they may differ.
    Returns a tensor (OH, OW, KH, KW) on the storage of the image, with OH = H - KH + 1 and OW = W - KW + 1:
    out[h, w, i, j] is image[h + i, w + j], also after a write into one of them.
    """
    raise NotImplementedError("stage 05: sliding_windows")
