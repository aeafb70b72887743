"""Whether what a program answers is what another one had answered.

Numbers may differ by what another order of the same operations makes of them, and by no more.
"""

from __future__ import annotations

from typing import Any

import numpy as np

ROUNDING = 256
"""How many units in the last place, of the largest number, another order of operations may cost."""
APART = 16
"""How many times as far two numbers have to be from each other to count as different."""

LARGE = 256
"""A number may be infinite in one order of operations and, in another, no smaller than the largest one by this."""


def distance(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], size: float = 1.0) -> float:
    """How far two arrays of one shape and dtype are apart: 1 is what rounding may do; infinite for what it cannot.

    size: of the largest number that they were made from, where that is to count as well.
    """
    if one.shape != other.shape or one.dtype != other.dtype:
        return np.inf
    if one.dtype.kind not in "fc":
        return 0.0 if np.array_equal(one, other) else np.inf
    with np.errstate(all="ignore"):
        same = (one == other) | (np.isnan(one) & np.isnan(other))
        if same.all():
            return 0.0
        same |= _overflow(one, other) | _overflow(other, one)
        finite = np.isfinite(one) & np.isfinite(other)
        if not (finite | same).all():
            return np.inf
        sizes = np.abs(np.where(np.isfinite(one), one, 0))
        allowed = ROUNDING * float(np.finfo(one.dtype).eps) * max(size, float(sizes.max()))
        return float(np.abs(np.where(same, 0, one - other)).max() / allowed)


def _overflow(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Where the one is infinite and the other close to it, but not the largest number itself, which somebody wrote."""
    if one.dtype.kind == "c":
        return np.zeros(one.shape, bool)
    largest = np.finfo(one.dtype).max
    sizes = np.abs(other)
    near = (sizes > largest / LARGE) & (sizes < largest) & (np.sign(one) == np.sign(other))
    return np.asarray(np.isinf(one) & near)
