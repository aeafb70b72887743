"""Lets programs that ask for random numbers without a seed get the same ones each time that they are run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class Unseeded:
    """Takes the place of `numpy.random.default_rng`, which asks the system for a seed where none is given."""

    def __init__(self, real: Callable[..., Any]) -> None:
        self.real, self.calls = real, 0

    def __call__(self, seed: Any = None) -> Any:
        if seed is None:
            self.calls += 1
            seed = self.calls
        return self.real(seed)


UNSEEDED = Unseeded(np.random.default_rng)


def install() -> None:
    """Do so in this process, for good."""
    np.random.default_rng = UNSEEDED


def begin() -> None:
    """From here on, the same numbers as from any other beginning."""
    UNSEEDED.calls = 0
