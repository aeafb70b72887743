"""Values of a submission as one printable line."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch

from kata.checks import as_array
from kata.course.text import WIDTH, shorten

LARGE = 10**6
"""Of more numbers than this only the shape is shown: an expanded tensor can claim any number of them."""


def summary(value: Any, layout: str = "") -> str:
    """A value on one line: shape, dtype and, where they fit, the numbers; large ones by their range.
    Of several in a list only shapes, dtypes and layouts.

    layout: what is to be said of the memory of a tensor or an array.
    """
    if isinstance(value, list | tuple) and any(map(_is_array, value)):
        return shorten("; ".join(_head(each, layout_of(each)) if _is_array(each) else summary(each) for each in value))
    if not _is_array(value):
        return shorten(" ".join(repr(value).split()))
    head = _head(value, layout)
    if math.prod(value.shape) > LARGE:
        return head
    array = as_array(value)
    numbers = np.array2string(array, precision=4, separator=", ", threshold=24, max_line_width=10**6)
    text = f"{head} {' '.join(numbers.split())}".replace("[ ", "[")
    if len(text) <= WIDTH or array.size == 0 or array.dtype.kind not in "fiub":
        return shorten(text)
    return f"{head}, from {array.min():.4g} to {array.max():.4g}"


def _is_array(value: Any) -> bool:
    return hasattr(value, "shape") and hasattr(value, "dtype") and hasattr(value, "ndim")


def _head(value: Any, layout: str) -> str:
    return f"{tuple(value.shape)} {str(value.dtype).removeprefix('torch.')}{layout}"


def layout_of(value: Any) -> str:
    """The strides, in numbers, of a tensor or an array that does not lie in memory row by row; else nothing."""
    if isinstance(value, torch.Tensor) and value.layout == torch.strided and not value.is_contiguous():
        return f", strides {tuple(value.stride())}"
    if isinstance(value, np.ndarray) and value.itemsize and not value.flags.c_contiguous:
        return f", strides {tuple(stride // value.itemsize for stride in value.strides)}"
    return ""
