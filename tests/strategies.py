"""Hypothesis strategies for the stage tests: small inputs that tell right programs from wrong ones.

Numbers are quarters between -4 and 4: exact in float32 and float64, with fractions (whole numbers would miss a
truncation), and they shrink to short counterexamples. Heights and widths are drawn apart, and tensors come in every
memory layout. Sizes are built and never filtered.
"""

from __future__ import annotations

import numpy as np
import torch
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

FLOATS = st.sampled_from([torch.float64, torch.float32])


def quarters(shape: tuple[int, ...], low: int = -16, high: int = 16) -> st.SearchStrategy[np.ndarray]:
    """Arrays (shape) float64 of multiples of 1/4, from low/4 to high/4; each number is drawn by itself."""
    numbers = hnp.arrays(np.int64, shape, elements=st.integers(low, high), fill=st.nothing())
    return numbers.map(lambda array: array / 4)


@st.composite
def tensors(draw, shape: tuple[int, ...], dtype: torch.dtype | None = None, low: int = -16, high: int = 16):
    """Contiguous tensors of this shape; float64 or float32 where no dtype is given."""
    chosen = dtype or draw(FLOATS)
    return torch.from_numpy(draw(quarters(shape, low, high))).to(chosen)


@st.composite
def layouts(draw, tensor: torch.Tensor):
    """The same numbers in another memory layout: as they are, transposed, cut out of a larger tensor, or in steps."""
    layout = draw(st.sampled_from(["contiguous", "transposed", "cut out", "in steps"]))
    if layout == "transposed":
        reverse = tuple(reversed(range(tensor.dim())))
        return tensor.permute(reverse).contiguous().permute(reverse)
    if layout == "cut out":
        larger = torch.full([size + 2 for size in tensor.shape], 99.0, dtype=tensor.dtype)
        inner = larger[tuple(slice(1, size + 1) for size in tensor.shape)]
        return inner.copy_(tensor)
    if layout == "in steps":
        larger = torch.full([2 * size for size in tensor.shape], 99.0, dtype=tensor.dtype)
        spread = larger[tuple(slice(0, None, 2) for _ in tensor.shape)]
        return spread.copy_(tensor)
    return tensor


@st.composite
def shapes(draw, dims: int, low: int = 1, high: int = 5) -> tuple[int, ...]:
    """Tuples of `dims` sizes, each drawn by itself."""
    return tuple(draw(st.integers(low, high)) for _ in range(dims))


@st.composite
def convolutions(draw, dtype: torch.dtype | None = None):
    """An image (H, W) and kernels (F, KH, KW) of one dtype; the kernels fit, and may be as large as the image."""
    num_kernels, kernel_height, kernel_width = draw(shapes(3, high=3))
    chosen = dtype or draw(FLOATS)
    kernels = draw(tensors((num_kernels, kernel_height, kernel_width), chosen))
    height, width = kernel_height + draw(st.integers(0, 4)), kernel_width + draw(st.integers(0, 4))
    image = draw(layouts(draw(tensors((height, width), chosen))))
    return image, kernels
