"""Stage 05, solved. The lesson is in exercises/stage05_contiguity.py."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import torch


def contiguous_strides(shape: Sequence[int]) -> tuple[int, ...]:
    """Return the strides of a contiguous tensor of this shape, so that numbers are counted row by row.

    shape: sizes, 0 or more each, of any number of axes; () is the shape of a single number.
    Returns one int for each axis, counted in numbers and not in bytes: (10, 5) gives (5, 1), and () gives ().
    An axis of size 1 is never stepped along, and a tensor with a size 0 holds nothing: any int will do there.
    Source: NumPy reference, "Internal memory layout of an ndarray", row-major (C) order.
    """
    strides, numbers = [], 1
    for size in reversed(shape):
        strides.append(numbers)
        numbers *= size
    return tuple(reversed(strides))


def element_offset(index: Sequence[int], strides: Sequence[int], storage_offset: int = 0) -> int:
    """Return the position in storage of one number: storage_offset + sum(index * stride).

    index: one int for each axis, from 0 to its size - 1; () for a tensor without axes.
    strides: as many ints, in numbers, each 0 or more; 0 is the stride of an expanded axis.
    storage_offset: the position of the number whose indices are all 0.
    Returns an int.
    """
    return storage_offset + sum(step * stride for step, stride in zip(index, strides, strict=True))


def is_contiguous(shape: Sequence[int], strides: Sequence[int]) -> bool:
    """Say whether a tensor with this shape and these strides is contiguous, like `Tensor.is_contiguous`.

    shape: sizes, 0 or more each. strides: as many ints, in numbers, each 0 or more.
    Returns True if the numbers, read row by row, lie one directly after the other in storage, else False.
    The strides of axes of size 1 do not matter; a tensor without axes, or with a size 0, is contiguous.
    """
    if 0 in shape:
        return True
    needed = contiguous_strides(shape)
    return all(size == 1 or own == need for size, own, need in zip(shape, strides, needed, strict=True))


def transposed(tensor: torch.Tensor) -> torch.Tensor:
    """Return the transpose of a matrix as a view: nothing is copied. It is best made with `as_strided`.

    tensor: (H, W) of any dtype and any strides; itself a slice or a transpose, perhaps. It is not changed.
    Returns a tensor (W, H) of the same dtype on the same storage: out[j, i] is tensor[i, j], also after a
    write into one of them.
    """
    height, width = tensor.shape
    row_stride, column_stride = tensor.stride()
    return tensor.as_strided((width, height), (column_stride, row_stride), tensor.storage_offset())


def to_contiguous(tensor: torch.Tensor) -> torch.Tensor:
    """Return the same numbers in a contiguous tensor, without `.contiguous()`, `.clone()` or `.reshape()`.

    tensor: any shape, also () and shapes with a size 0, any dtype, any strides. It is not changed.
    Returns a contiguous tensor of the same shape, dtype and numbers. If the given one is not contiguous, the
    result is a copy, and shares no memory with it or with another result. If it is, the result may be the
    tensor itself, a view of it or a copy.
    """
    storage = torch.empty(tensor.numel(), dtype=tensor.dtype)
    strides = contiguous_strides(tensor.shape)
    for index in product(*map(range, tensor.shape)):
        storage[element_offset(index, strides)] = tensor[index]
    return storage.view(tensor.shape)


def sliding_windows(image: torch.Tensor, kernel_shape: Sequence[int]) -> torch.Tensor:
    """Return all windows of an image as one view: nothing is copied.

    image: tensor (H, W) of any dtype and any strides. It is not changed.
    kernel_shape: (KH, KW), with KH from 1 to H and KW from 1 to W; they may differ.
    Returns a tensor (OH, OW, KH, KW) on the storage of the image, with OH = H - KH + 1 and OW = W - KW + 1:
    out[h, w, i, j] is image[h + i, w + j], also after a write into one of them.
    """
    (height, width), (kernel_height, kernel_width) = image.shape, kernel_shape
    shape = height - kernel_height + 1, width - kernel_width + 1, kernel_height, kernel_width
    strides = image.stride() + image.stride()  # a step of the window, and a step in it, pass as many numbers
    return image.as_strided(shape, strides, image.storage_offset())
