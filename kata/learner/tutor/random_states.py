"""The states of the random generators that everybody shares, as they were at one moment."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch


@dataclass(frozen=True)
class RandomStates:
    """The states of the generators that everybody shares: torch's, and NumPy's and Python's where they are of use."""

    torch: bytes
    numpy: Any = None
    random: Any = None

    def restore(self) -> None:
        torch.default_generator.set_state(torch.frombuffer(bytearray(self.torch), dtype=torch.uint8))
        if self.numpy:
            name, keys, *rest = self.numpy
            np.random.set_state((name, np.frombuffer(keys, np.uint32), *rest))
        if self.random:
            random.setstate(self.random)


def random_states(sources: frozenset[str]) -> RandomStates:
    """The states now; sources: which are looked at beside torch's, of `numpy` and `random`: each takes its time."""
    numpy: Any = None
    python: Any = None
    if "numpy" in sources:
        state: Any = np.random.get_state(legacy=True)
        name, keys, *rest = state
        numpy = name, keys.tobytes(), *rest
    if "random" in sources:
        python = random.getstate()
    return RandomStates(torch.default_generator.get_state().numpy().tobytes(), numpy, python)
