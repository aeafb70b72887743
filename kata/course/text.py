"""Values and messages of a submission as one printable line."""

from __future__ import annotations

import math
import os
import shlex
import subprocess
from typing import Any

import numpy as np
import torch

from kata.checks import as_array
from kata.errors import printable

WIDTH = 96


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


def is_text(name: str) -> bool:
    """Whether the name of a file can be written down: on Linux it may be any bytes."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def message_of(error: BaseException) -> str:
    """The type and the message of an error; a submission's own error may fail to say one."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return f"{type(error).__name__}: its message cannot be shown"


def told(text: object, most: int = 2000) -> str:
    """What a submission has said, as it may be kept: so long at most, on one line, and nothing but what prints.

    Everything that comes from a submission passes here before it is kept, wherever it is shown later.
    """
    return printable(str(text)[:most]).strip()


def shorten(text: str, width: int = WIDTH) -> str:
    """One line of at most `width` characters that print: hostile or huge text cannot take over the terminal."""
    line = printable(text[: 4 * width])
    return line if len(line) <= width else line[: width - 3] + "..."


def quote(text: str) -> str:
    """A part of a command, as a person has to type it."""
    return shlex.quote(text) if os.name == "posix" else subprocess.list2cmdline([text])
